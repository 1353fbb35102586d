package io.vizsla.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a run with judgements, as trec_eval does. */
public final class Evaluator {

    private Evaluator() {}

    /** Returns the value of every metric for every query that was judged and for which something was returned. */
    public static Evaluation evaluate(Qrels qrels, Run run, List<Metric> metrics) {
        Map<String, Map<Metric, Double>> perQuery = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String query : qrels.queries()) {
            if (run.of(query).isEmpty()) {
                missing.add(query);
            } else {
                perQuery.put(query, values(JudgedRanking.of(qrels.of(query), run.of(query)), metrics));
            }
        }
        return new Evaluation(metrics, perQuery, missing, unjudged(qrels, run));
    }

    private static Map<Metric, Double> values(JudgedRanking ranking, List<Metric> metrics) {
        Map<Metric, Double> values = new LinkedHashMap<>();
        metrics.forEach(metric -> values.put(metric, metric.measure().of(ranking, metric.k())));
        return values;
    }

    private static List<String> unjudged(Qrels qrels, Run run) {
        return run.queries().stream()
                .filter(query -> !qrels.queries().contains(query))
                .toList();
    }
}
