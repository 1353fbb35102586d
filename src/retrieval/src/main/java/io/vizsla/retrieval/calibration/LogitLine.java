package io.vizsla.retrieval.calibration;

import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes a probability to one that fits a collection's own queries better: {@code p' = sigmoid(slope * logit(p) + offset)}
 * (Platt scaling) where judged hits were seen. Below, where the hits of queries without an answer lie, the correction fades,
 * since nothing was learned of those. The order of the hits stays.
 *
 * @param slope above 0, 1 for no change: below it probabilities were too sure of themselves
 * @param offset finite, 0 for no change: above it they were too low
 * @param from the logit below which the correction fades, finite
 */
public record LogitLine(double slope, double offset, double from) {

    private static final double LEAST = 1e-12;

    /** Logits over which a correction fades at least. */
    private static final double NARROWEST = 2;

    public LogitLine {
        if (!(slope > 0) || Double.isInfinite(slope)) {
            throw VizslaException.invalid("calibration.slope", slope, "above 0 and finite");
        }
        if (!Double.isFinite(offset)) {
            throw VizslaException.invalid("calibration.offset", offset, "a finite number");
        }
        if (!Double.isFinite(from)) {
            throw VizslaException.invalid("calibration.from", from, "a finite number");
        }
    }

    /** Returns what a probability, 0 to 1, becomes. */
    public double probability(double probability) {
        return 1 / (1 + Math.exp(-corrected(logit(probability))));
    }

    /** It fades so slowly that what it lifts never overtakes what lies above. */
    private double corrected(double logit) {
        if (logit >= from) {
            return slope * logit + offset;
        }
        double lift = slope * from + offset - from;
        double width = Math.max(NARROWEST, 2 * Math.abs(lift));
        return logit + lift * Math.max(0, 1 - (from - logit) / width);
    }

    /** Returns its numbers by name. */
    public Map<String, Double> asMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("slope", slope);
        map.put("offset", offset);
        map.put("from", from);
        return map;
    }

    /** Returns the log of the odds; what is sure is taken for nearly so. */
    static double logit(double probability) {
        double open = Math.clamp(probability, LEAST, 1 - LEAST);
        return Math.log(open / (1 - open));
    }
}
