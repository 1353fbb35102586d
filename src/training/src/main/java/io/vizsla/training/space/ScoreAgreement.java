package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;

/**
 * How well mapped queries score old passages as the queries themselves score the new ones.
 *
 * @param queries {@code float[queries][in]}, of the new space
 * @param passages from the new space to the old
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
record ScoreAgreement(float[][] queries, VectorPairs passages) {

    /** Returns the mean over queries of the correlation (Pearson's r) of their scores, in -1..1. */
    double of(AffineMap map) {
        double sum = 0;
        for (float[] query : queries) {
            sum += correlation(scores(query, passages.from()), scores(map.apply(query), passages.to()));
        }
        return sum / queries.length;
    }

    private static double[] scores(float[] query, float[][] vectors) {
        double[] scores = new double[vectors.length];
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < query.length; j++) {
                scores[i] += (double) query[j] * vectors[i][j];
            }
        }
        return scores;
    }

    /** Scores that are all equal rank nothing: their correlation counts as none. */
    private static double correlation(double[] one, double[] other) {
        double meanOne = mean(one);
        double meanOther = mean(other);
        double both = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        for (int i = 0; i < one.length; i++) {
            double x = one[i] - meanOne;
            double y = other[i] - meanOther;
            both += x * y;
            squaresOne += x * x;
            squaresOther += y * y;
        }
        double lengths = Math.sqrt(squaresOne * squaresOther);
        return lengths > 0 ? both / lengths : 0;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
