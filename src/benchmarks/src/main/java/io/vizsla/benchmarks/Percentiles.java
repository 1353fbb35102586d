package io.vizsla.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long something takes, in milliseconds.
 *
 * @param p50 the median
 * @param p95 what one in twenty exceeds
 * @param p99 what one in a hundred exceeds
 */
record Percentiles(double p50, double p95, double p99) {

    /** Returns those of times in nanoseconds, which stay as they are. */
    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99));
    }

    Percentiles minus(Percentiles other) {
        return new Percentiles(p50 - other.p50, p95 - other.p95, p99 - other.p99);
    }

    Percentiles print(PrintStream out, String what) {
        out.printf(Locale.ROOT, "%s p50 %7.3f ms, p95 %7.3f ms, p99 %7.3f ms%n", what, p50, p95, p99);
        return this;
    }

    private static double at(long[] sorted, double part) {
        return sorted[(int) (part * (sorted.length - 1))] / 1e6;
    }
}
