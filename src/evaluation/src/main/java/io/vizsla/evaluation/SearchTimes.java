package io.vizsla.evaluation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/**
 * How long the searches of an evaluation took, one at a time.
 *
 * @param searches how many
 * @param p50 half of them took no longer
 * @param p99 99 of 100 took no longer
 * @param total of all
 */
public record SearchTimes(int searches, Duration p50, Duration p99, Duration total) {

    /** Returns a summary; zeros without searches. */
    public static SearchTimes of(Collection<Duration> times) {
        long[] sorted = times.stream().mapToLong(Duration::toNanos).sorted().toArray();
        long total = Arrays.stream(sorted).sum();
        return new SearchTimes(sorted.length, at(sorted, 0.50), at(sorted, 0.99), Duration.ofNanos(total));
    }

    private static Duration at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return Duration.ofNanos(sorted[Math.max(1, rank) - 1]);
    }
}
