package io.vizsla.retrieval.calibration;

import java.util.List;

/**
 * Fits a {@link LogitLine} to probabilities and what turned out: logistic regression by Newton's method. A few made-up
 * observations hold it near the line that changes nothing, so that little data changes little.
 */
public final class LogitLineFit {

    /** How much the line that changes nothing counts. */
    private static final double PRIOR = 1;

    /** A flatter line would tell good hits from bad ones by rounding only. */
    private static final double LEAST_SLOPE = 0.1;

    /** Share of the hits that look like those of queries without an answer: the last ones of every search do. */
    private static final double LOWEST = 0.25;

    private static final int MOST_ROUNDS = 100;
    private static final double SMALL = 1e-10;

    private LogitLineFit() {}

    /**
     * A hit of a judged query.
     *
     * @param probability that it is relevant, as it was said
     */
    public record Sample(double probability, boolean relevant) {}

    /** Returns the likeliest line; one that changes nothing if there are no samples. */
    public static LogitLine fit(List<Sample> samples) {
        double[] free = newton(samples, 1, true);
        double[] line = free[0] > LEAST_SLOPE ? free : newton(samples, LEAST_SLOPE, false);
        return new LogitLine(line[0], line[1], lowest(samples));
    }

    private static double lowest(List<Sample> samples) {
        double[] logits = samples.stream()
                .mapToDouble(sample -> LogitLine.logit(sample.probability()))
                .sorted()
                .toArray();
        return logits.length == 0 ? 0 : logits[(int) (LOWEST * logits.length)];
    }

    /** Steps are halved until the line does better, so that it ends wherever it began. */
    private static double[] newton(List<Sample> samples, double slope, boolean isFree) {
        double[] line = {slope, 0};
        double best = loss(samples, line);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] step = step(samples, line, isFree);
            double[] next = line;
            double found = best;
            for (double length = 1; length > SMALL && !(found < best); length /= 2) {
                next = new double[] {line[0] + length * step[0], line[1] + length * step[1]};
                found = loss(samples, next);
            }
            if (!(best - found > SMALL)) {
                break;
            }
            line = next;
            best = found;
        }
        return line;
    }

    private static double[] step(List<Sample> samples, double[] line, boolean isFree) {
        double[] gradient = {PRIOR * (line[0] - 1), PRIOR * line[1]};
        double slopes = PRIOR;
        double both = 0;
        double offsets = PRIOR;
        for (Sample sample : samples) {
            double logit = LogitLine.logit(sample.probability());
            double said = sigmoid(line[0] * logit + line[1]);
            double error = said - (sample.relevant() ? 1 : 0);
            double curvature = said * (1 - said);
            gradient[0] += error * logit;
            gradient[1] += error;
            slopes += curvature * logit * logit;
            both += curvature * logit;
            offsets += curvature;
        }
        if (!isFree) {
            return new double[] {0, -gradient[1] / offsets};
        }
        double determinant = slopes * offsets - both * both;
        return new double[] {
            -(offsets * gradient[0] - both * gradient[1]) / determinant,
            -(slopes * gradient[1] - both * gradient[0]) / determinant
        };
    }

    private static double loss(List<Sample> samples, double[] line) {
        double loss = PRIOR / 2 * ((line[0] - 1) * (line[0] - 1) + line[1] * line[1]);
        for (Sample sample : samples) {
            double logit = line[0] * LogitLine.logit(sample.probability()) + line[1];
            // log(1 + exp(x)) without overflow
            double x = sample.relevant() ? -logit : logit;
            loss += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
        return loss;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
