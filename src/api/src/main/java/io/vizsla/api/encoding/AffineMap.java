package io.vizsla.api.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes vectors of one space into another: {@code y = W x + b}, brought to unit length. Immutable and safe for any number
 * of threads.
 */
public final class AffineMap {

    private final int inputs;
    private final int outputs;
    private final float[] rows;

    /**
     * Takes a matrix over.
     *
     * @param inputs length of the vectors that go in, at least 1
     * @param rows {@code float[outputs][inputs + 1]}, row-major: the weights of each output, then its offset; finite
     * @throws VizslaException {@code INVALID_MODEL} naming the length or the number that is wrong
     */
    public AffineMap(int inputs, float[] rows) {
        int width = inputs + 1;
        if (rows.length == 0 || rows.length % width != 0) {
            throw bad("querySide.map", rows.length + " numbers", "rows of " + width + ", which is dimension + 1");
        }
        for (int i = 0; i < rows.length; i++) {
            if (!Float.isFinite(rows[i])) {
                throw bad("querySide.map[" + i / width + "][" + i % width + "]", rows[i], "a finite number");
            }
        }
        this.inputs = inputs;
        this.outputs = rows.length / width;
        this.rows = rows;
    }

    /**
     * Reads the content of a file.
     *
     * @param inputs length of the vectors that go in
     * @param bytes little-endian floats, laid out as the constructor takes them
     * @throws VizslaException {@code INVALID_MODEL} naming the length or the number that is wrong
     */
    public static AffineMap read(int inputs, byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw bad("querySide.map", bytes.length + " bytes", "whole floats of " + Float.BYTES + " bytes");
        }
        float[] rows = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(rows);
        return new AffineMap(inputs, rows);
    }

    /** Returns the content of the map's file; equal maps give equal bytes. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * rows.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(rows);
        return bytes.array();
    }

    /** Returns the length of the vectors that go in. */
    public int inputs() {
        return inputs;
    }

    /** Returns the length of the vectors that come out. */
    public int outputs() {
        return outputs;
    }

    /**
     * Maps a vector.
     *
     * @param vector {@code float[inputs]}
     * @return {@code float[outputs]} of unit length; nil, which has no direction, stays nil
     * @throws VizslaException {@code INVALID_VECTOR} if the vector is of another length
     */
    public float[] apply(float[] vector) {
        if (vector.length != inputs) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR, "vector", vector.length + " numbers", inputs + " of them");
        }
        float[] mapped = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            mapped[i] = output(i, vector);
        }
        return UnitLength.bring(mapped);
    }

    private float output(int row, float[] vector) {
        int at = row * (inputs + 1);
        double sum = rows[at + inputs];
        for (int i = 0; i < inputs; i++) {
            sum += (double) rows[at + i] * vector[i];
        }
        return (float) sum;
    }

    private static VizslaException bad(String field, Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_MODEL, field, value, bound);
    }
}
