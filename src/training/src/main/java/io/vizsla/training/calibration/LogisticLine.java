package io.vizsla.training.calibration;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;

/**
 * Logistic regression on one number: {@code p = 1 / (1 + e^-(slope x + offset))}, by Newton's method with a small pull to a
 * flat line, so that scores that separate perfectly have a slope too.
 *
 * @param slope 0 or more, so that order is kept
 */
record LogisticLine(double slope, double offset) {

    private static final int MOST_ROUNDS = 50;

    /** In units of one observation about a mean of 0 and a deviation of 1. */
    private static final double PULL = 1e-2;

    private static final double NEAR = 1e-10;

    /**
     * Fits a line.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if all are relevant or none is
     */
    static LogisticLine fit(double[] scores, boolean[] relevant) {
        int positives = 0;
        for (boolean is : relevant) {
            positives += is ? 1 : 0;
        }
        if (positives == 0 || positives == relevant.length) {
            throw VizslaException.invalid(
                    "relevant", positives + " of " + relevant.length + " pairs", "some of them, not all");
        }
        double mean = Arrays.stream(scores).average().orElse(0);
        double deviation = deviation(scores, mean);
        double rate = (double) positives / relevant.length;
        double[] line = {0, Math.log(rate / (1 - rate))};
        for (int round = 0; round < MOST_ROUNDS && deviation > 0; round++) {
            if (newton(line, scores, relevant, mean, deviation) < NEAR) {
                break;
            }
        }
        if (!(line[0] > 0)) {
            return new LogisticLine(0, Math.log(rate / (1 - rate)));
        }
        return new LogisticLine(line[0] / deviation, line[1] - line[0] * mean / deviation);
    }

    static double deviation(double[] scores, double mean) {
        return Math.sqrt(Arrays.stream(scores)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElse(0));
    }

    /** Moves slope and offset by one step and returns how far. */
    private static double newton(double[] line, double[] scores, boolean[] relevant, double mean, double deviation) {
        double[] slope = {-PULL * line[0], PULL, 0};
        double gradient = 0;
        double curvature = PULL;
        for (int i = 0; i < scores.length; i++) {
            double x = (scores[i] - mean) / deviation;
            double p = sigmoid(line[0] * x + line[1]);
            double error = (relevant[i] ? 1 : 0) - p;
            double weight = p * (1 - p);
            slope[0] += error * x;
            slope[1] += weight * x * x;
            slope[2] += weight * x;
            gradient += error;
            curvature += weight;
        }
        double determinant = slope[1] * curvature - slope[2] * slope[2];
        double bySlope = Math.clamp((slope[0] * curvature - gradient * slope[2]) / determinant, -1, 1);
        double byOffset = Math.clamp((slope[1] * gradient - slope[2] * slope[0]) / determinant, -1, 1);
        line[0] += bySlope;
        line[1] += byOffset;
        return Math.abs(bySlope) + Math.abs(byOffset);
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    double probability(double score) {
        return sigmoid(slope * score + offset);
    }
}
