package io.vizsla.retrieval;

/** The inner product of two vectors, summed in double precision: of unit vectors their cosine. */
public final class InnerProduct {

    private InnerProduct() {}

    /** Returns the inner product of two vectors of one length. */
    public static double of(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (double) a[d] * b[d];
        }
        return sum;
    }
}
