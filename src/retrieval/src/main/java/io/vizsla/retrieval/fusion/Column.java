package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;

/** One signal of all candidates, as numbers that can be put on a common scale. Every result is finite. */
final class Column {

    private static final double NO_SPREAD = 1e-12;

    private final double[] values;

    private Column(double[] values) {
        this.values = values;
    }

    /** Returns the signal of every hit, in order; a hit that lacks it, or holds no finite value, counts as {@code absent}. */
    static Column of(Hits hits, Signal signal, double absent) {
        double[] values = new double[hits.size()];
        int i = 0;
        for (Hit hit : hits) {
            double value = hit.signals().get(signal).orElse(absent);
            values[i++] = Double.isFinite(value) ? value : absent;
        }
        return new Column(values);
    }

    /** Returns (value - mean) / standard deviation; all 0 where the values do not differ. */
    double[] standardized() {
        double mean = mean();
        double deviation = deviation(mean);
        double[] standardized = new double[values.length];
        if (deviation > NO_SPREAD) {
            for (int i = 0; i < values.length; i++) {
                standardized[i] = (values[i] - mean) / deviation;
            }
        }
        return standardized;
    }

    /** Returns (value - lowest) / (highest - lowest), 0..1; all 0 where the values do not differ. */
    double[] stretched() {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        double[] stretched = new double[values.length];
        if (highest - lowest > NO_SPREAD) {
            for (int i = 0; i < values.length; i++) {
                stretched[i] = (values[i] - lowest) / (highest - lowest);
            }
        }
        return stretched;
    }

    /** Returns the values as they are; not copied. */
    double[] raw() {
        return values;
    }

    private double mean() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    private double deviation(double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return values.length == 0 ? 0 : Math.sqrt(sum / values.length);
    }
}
