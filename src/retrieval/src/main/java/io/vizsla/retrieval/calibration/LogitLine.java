package io.vizsla.retrieval.calibration;

import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes a probability to one that fits a collection's own queries better: {@code p' = sigmoid(slope * logit(p) + offset)}
 * (Platt scaling). The order of the hits stays.
 *
 * @param slope above 0, 1 for no change: below it probabilities were too sure of themselves
 * @param offset finite, 0 for no change: above it they were too low
 */
public record LogitLine(double slope, double offset) {

    /** Changes nothing. */
    public static final LogitLine SAME = new LogitLine(1, 0);

    private static final double LEAST = 1e-12;

    public LogitLine {
        if (!(slope > 0) || Double.isInfinite(slope)) {
            throw VizslaException.invalid("calibration.slope", slope, "above 0 and finite");
        }
        if (!Double.isFinite(offset)) {
            throw VizslaException.invalid("calibration.offset", offset, "a finite number");
        }
    }

    /** Returns what a probability, 0 to 1, becomes. */
    public double probability(double probability) {
        return 1 / (1 + Math.exp(-(slope * logit(probability) + offset)));
    }

    /** Returns the slope and the offset by name. */
    public Map<String, Double> asMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("slope", slope);
        map.put("offset", offset);
        return map;
    }

    /** Returns the log of the odds; what is sure is taken for nearly so. */
    static double logit(double probability) {
        double open = Math.clamp(probability, LEAST, 1 - LEAST);
        return Math.log(open / (1 - open));
    }
}
