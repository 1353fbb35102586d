package io.vizsla.training.teacher;

import java.util.Map;

/**
 * What a teacher says of a query's candidates.
 *
 * @param scores by passage, higher is better; in standard deviations about the list's mean
 * @param coverage share of the candidates that nobody judged relevant which every voice has scored, in 0..1; 1 if there
 *     are none
 */
public record SoftLabels(Map<Integer, Double> scores, double coverage) {

    public SoftLabels {
        scores = Map.copyOf(scores);
    }
}
