package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation gave.
 *
 * @param metrics in the order of a report
 * @param perQuery query id to metric to value, 0 to 1; only queries that were judged and for which something was returned
 * @param missing ids of the queries that were judged, but for which nothing was returned
 * @param unjudged ids of the queries for which something was returned, but that nobody judged; they count nowhere
 */
public record Evaluation(
        List<Metric> metrics, Map<String, Map<Metric, Double>> perQuery, List<String> missing, List<String> unjudged) {

    public Evaluation {
        metrics = List.copyOf(metrics);
        perQuery = Collections.unmodifiableMap(new LinkedHashMap<>(perQuery));
        missing = List.copyOf(missing);
        unjudged = List.copyOf(unjudged);
    }

    /** Returns how many queries were judged. */
    public int judged() {
        return perQuery.size() + missing.size();
    }

    /** Returns the mean over the queries of {@link #perQuery}, which is what trec_eval prints; 0 without queries. */
    public double mean(Metric metric) {
        return perQuery.isEmpty() ? 0 : sum(metric) / perQuery.size();
    }

    /** Returns the mean over all judged queries, missing ones counted as 0 (trec_eval's option {@code -c}). */
    public double meanOverJudged(Metric metric) {
        return judged() == 0 ? 0 : sum(metric) / judged();
    }

    /** Returns the value for each judged query, missing ones as 0. */
    public Map<String, Double> values(Metric metric) {
        checkKnown(metric);
        Map<String, Double> values = new LinkedHashMap<>();
        perQuery.forEach((query, all) -> values.put(query, all.getOrDefault(metric, 0.0)));
        missing.forEach(query -> values.put(query, 0.0));
        return values;
    }

    private double sum(Metric metric) {
        return values(metric).values().stream().mapToDouble(value -> value).sum();
    }

    private void checkKnown(Metric metric) {
        if (!metrics.contains(metric)) {
            throw VizslaException.invalid("metric", metric, "one of the evaluated " + metrics);
        }
    }
}
