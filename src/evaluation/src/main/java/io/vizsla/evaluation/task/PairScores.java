package io.vizsla.evaluation.task;

/**
 * How well a score tells pairs that belong together from others.
 *
 * @param averagePrecision area under precision over recall, pairs of equal score taken at once (scikit-learn's
 *     {@code average_precision_score}), 0 to 1
 * @param maxF1 F1 of the pairs that belong together at the best threshold, 0 to 1
 * @param maxAccuracy share of pairs judged rightly at the best threshold, 0 to 1
 */
record PairScores(double averagePrecision, double maxF1, double maxAccuracy) {

    /** Measures; higher scores mean that a pair rather belongs together. */
    static PairScores of(boolean[] together, double[] scores) {
        int[] order = Vectors.bestFirst(scores);
        int positives = 0;
        for (boolean one : together) {
            positives += one ? 1 : 0;
        }
        double precision = 0;
        double f1 = 0;
        int found = 0;
        int counted = 0;
        double accuracy = (double) (order.length - positives) / order.length;
        for (int i = 0; i < order.length; i++) {
            found += together[order[i]] ? 1 : 0;
            boolean last = i + 1 == order.length || scores[order[i + 1]] != scores[order[i]];
            if (last) {
                precision += (double) (found - counted) / Math.max(1, positives) * found / (i + 1);
                f1 = Math.max(f1, 2.0 * found / (i + 1 + positives));
                int rightBelow = order.length - (i + 1) - (positives - found);
                accuracy = Math.max(accuracy, (double) (found + rightBelow) / order.length);
                counted = found;
            }
        }
        return new PairScores(precision, f1, accuracy);
    }
}
