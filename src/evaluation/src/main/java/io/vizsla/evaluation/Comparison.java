package io.vizsla.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An evaluation against that of another run on the same judgements.
 *
 * @param baseline name of the other run
 * @param baselineEvaluation what the other run reaches
 * @param results metric to the difference and whether it is more than chance; queries that one run lacks count as 0
 */
public record Comparison(String baseline, Evaluation baselineEvaluation, Map<Metric, PairedBootstrap.Result> results) {

    public Comparison {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }

    /** Compares two evaluations by every metric of the first. */
    public static Comparison of(
            Evaluation evaluation, String baseline, Evaluation baselineEvaluation, PairedBootstrap bootstrap) {
        Map<Metric, PairedBootstrap.Result> results = new LinkedHashMap<>();
        for (Metric metric : evaluation.metrics()) {
            results.put(metric, bootstrap.compare(evaluation, baselineEvaluation, metric));
        }
        return new Comparison(baseline, baselineEvaluation, results);
    }
}
