package io.vizsla.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tells whether a difference holds on the mean of several sets: queries are drawn with replacement within each set, each
 * set counts the same (stratified bootstrap, null shifted to 0). The same seed gives the same answer.
 */
record MeanBootstrap(int samples, long seed) {

    static final MeanBootstrap DEFAULT = new MeanBootstrap(10_000, 42);

    /** The mean of the sets' mean differences, its 95 % interval and the two-sided p-value. */
    record Result(double difference, double low, double high, double p) {}

    /** Compares; {@code differences} holds one value a query for each set. */
    Result of(List<double[]> differences) {
        double observed =
                differences.stream().mapToDouble(MeanBootstrap::mean).average().orElse(0);
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[samples];
        Arrays.setAll(means, i -> differences.stream()
                .mapToDouble(set -> drawn(set, random))
                .average()
                .orElse(0));
        Arrays.sort(means);
        long asFar = Arrays.stream(means)
                .filter(mean -> Math.abs(mean - observed) >= Math.abs(observed) - 1e-12)
                .count();
        double p = (asFar + 1.0) / (samples + 1.0);
        return new Result(observed, means[(int) (0.025 * samples)], means[(int) (0.975 * samples)], p);
    }

    private static double drawn(double[] values, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[random.nextInt(values.length)];
        }
        return sum / values.length;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
