package io.vizsla.benchmarks;

import java.util.List;

/**
 * How far predicted probabilities are from what happens: ten bins of equal width, the mean gap weighted by how many fall
 * into each (expected calibration error), and the Brier score.
 */
record Reliability(double expectedError, double brier, double meanPredicted, double meanObserved) {

    private static final int BINS = 10;

    /** A prediction and what happened. */
    record Outcome(double probability, boolean relevant) {}

    static Reliability of(List<Outcome> outcomes) {
        double[] predicted = new double[BINS];
        double[] observed = new double[BINS];
        double brier = 0;
        for (Outcome outcome : outcomes) {
            int bin = Math.min(BINS - 1, (int) (outcome.probability() * BINS));
            double happened = outcome.relevant() ? 1 : 0;
            predicted[bin] += outcome.probability();
            observed[bin] += happened;
            brier += (outcome.probability() - happened) * (outcome.probability() - happened);
        }
        double gap = 0;
        double allPredicted = 0;
        double allObserved = 0;
        for (int bin = 0; bin < BINS; bin++) {
            gap += Math.abs(predicted[bin] - observed[bin]);
            allPredicted += predicted[bin];
            allObserved += observed[bin];
        }
        int n = Math.max(1, outcomes.size());
        return new Reliability(gap / n, brier / n, allPredicted / n, allObserved / n);
    }
}
