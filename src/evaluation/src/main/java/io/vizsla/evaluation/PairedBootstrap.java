package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Tells whether one run is better than another on the same queries, by drawing queries with replacement (Efron and
 * Tibshirani 1993; for retrieval Sakai 2006). The p-value is that of the shifted null: the differences moved to mean 0,
 * how often a draw's mean is as far from 0 as the one observed. The interval is the percentile interval of the mean
 * difference. The same seed gives the same answer.
 *
 * @param samples how many draws, 100 to 1,000,000; with B draws the smallest p is 1 / (B + 1)
 */
public record PairedBootstrap(int samples, long seed) {

    /** 10,000 draws from a fixed seed. */
    public static final PairedBootstrap DEFAULT = new PairedBootstrap(10_000, 42);

    private static final double TAIL = 0.025;

    public PairedBootstrap {
        if (samples < 100 || samples > 1_000_000) {
            throw VizslaException.invalid("samples", samples, "between 100 and 1000000");
        }
    }

    /**
     * The answer; differences are {@code run - baseline}.
     *
     * @param queries on how many queries it rests
     * @param difference of the means
     * @param low lower end of the 95 % interval of the difference
     * @param high upper end
     * @param p two-sided probability of a difference this large where there is none
     */
    public record Result(int queries, double difference, double low, double high, double p) {}

    /**
     * Compares two runs by one metric on the queries that are judged for either; a query that one of them lacks counts as
     * 0 there.
     */
    public Result compare(Evaluation run, Evaluation baseline, Metric metric) {
        return compare(run.values(metric), baseline.values(metric));
    }

    /**
     * Compares two sets of values.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is no query at all
     */
    public Result compare(Map<String, Double> run, Map<String, Double> baseline) {
        Map<String, Double> both = new TreeMap<>(run);
        baseline.forEach((query, value) -> both.merge(query, -value, Double::sum));
        double[] differences =
                both.values().stream().mapToDouble(value -> value).toArray();
        if (differences.length == 0) {
            throw VizslaException.invalid("queries", 0, "at least 1");
        }
        return resample(differences);
    }

    private Result resample(double[] differences) {
        double observed = mean(differences);
        double[] means = new double[samples];
        SplittableRandom random = new SplittableRandom(seed);
        Arrays.setAll(means, sample -> drawnMean(differences, random));
        Arrays.sort(means);
        return new Result(
                differences.length, observed, quantile(means, TAIL), quantile(means, 1 - TAIL), p(means, observed));
    }

    private static double drawnMean(double[] differences, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += differences[random.nextInt(differences.length)];
        }
        return sum / differences.length;
    }

    private static double p(double[] means, double observed) {
        // Sums taken in another order differ in the last bits; without the slack a tie would count as smaller.
        double bar = Math.abs(observed) - 1e-12;
        long asFar = Arrays.stream(means)
                .filter(mean -> Math.abs(mean - observed) >= bar)
                .count();
        return (asFar + 1.0) / (means.length + 1.0);
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
