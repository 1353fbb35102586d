package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.TokenVectors;

/** The kernel in plain Java, for a JVM that was started without the vector module; the compiler vectorizes part of it. */
final class ScalarDotKernel implements DotKernel {

    @Override
    public BestDots against(TokenVectors query) {
        float[] best = new float[query.count()];
        return passage -> {
            for (int token = 0; token < best.length; token++) {
                best[token] = best(query.codes(), token * query.dimension(), passage);
            }
            return best;
        };
    }

    private static float best(byte[] query, int queryAt, TokenVectors passage) {
        float best = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < passage.count(); row++) {
            int rowAt = row * passage.dimension();
            int dot = dot(query, queryAt, passage.codes(), rowAt, passage.dimension());
            best = Math.max(best, passage.scales()[row] * dot);
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
