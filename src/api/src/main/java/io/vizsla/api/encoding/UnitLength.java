package io.vizsla.api.encoding;

/** Brings vectors to unit length. */
final class UnitLength {

    private UnitLength() {}

    /** Changes the vector and returns it; the nil vector has no direction and stays. */
    static float[] bring(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; squares > 0 && i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }
}
