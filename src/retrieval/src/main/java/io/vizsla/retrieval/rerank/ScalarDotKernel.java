package io.vizsla.retrieval.rerank;

/** The kernel in plain Java, for a JVM that was started without the vector module; the compiler vectorizes part of it. */
final class ScalarDotKernel implements DotKernel {

    @Override
    public float best(byte[] query, int queryAt, byte[] passage, float[] scales, int dimension) {
        float best = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < scales.length; row++) {
            best = Math.max(best, scales[row] * dot(query, queryAt, passage, row * dimension, dimension));
        }
        return best;
    }

    private static int dot(byte[] query, int queryAt, byte[] passage, int passageAt, int dimension) {
        int sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += query[queryAt + i] * passage[passageAt + i];
        }
        return sum;
    }
}
