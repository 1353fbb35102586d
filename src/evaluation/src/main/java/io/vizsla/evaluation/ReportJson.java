package io.vizsla.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes a report as JSON for programs. */
public final class ReportJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportJson() {}

    /**
     * Returns the report. {@code metrics} holds the means over the queries for which something was returned (trec_eval's),
     * {@code metricsOverJudged} those over all judged queries, {@code perQuery} every single value. Times are milliseconds.
     */
    public static ObjectNode of(EvaluationReport report) {
        ObjectNode json = JSON.createObjectNode();
        Evaluation evaluation = report.evaluation();
        json.set("provenance", provenance(report));
        json.set("metrics", means(evaluation));
        ObjectNode overJudged = json.putObject("metricsOverJudged");
        evaluation.metrics().forEach(metric -> overJudged.put(metric.label(), evaluation.meanOverJudged(metric)));
        ObjectNode queries = json.putObject("queries");
        queries.put("judged", evaluation.judged());
        queries.put("evaluated", evaluation.perQuery().size());
        queries.set("missing", JSON.valueToTree(evaluation.missing()));
        queries.set("unjudged", JSON.valueToTree(evaluation.unjudged()));
        times(report, json);
        comparison(report, json);
        perQuery(evaluation, json.putObject("perQuery"));
        return json;
    }

    private static ObjectNode provenance(EvaluationReport report) {
        Provenance from = report.provenance();
        ObjectNode json = JSON.createObjectNode();
        json.put("dataset", from.dataset());
        json.put("split", from.split());
        json.put("datasetHash", from.datasetHash());
        json.put("documents", report.documents());
        json.put("system", from.system());
        json.put("model", from.model());
        json.set("settings", JSON.valueToTree(from.settings()));
        json.put("version", from.version());
        json.set("platform", JSON.valueToTree(from.platform()));
        json.put("time", from.time().toString());
        return json;
    }

    private static ObjectNode means(Evaluation evaluation) {
        ObjectNode means = JSON.createObjectNode();
        evaluation.metrics().forEach(metric -> means.put(metric.label(), evaluation.mean(metric)));
        return means;
    }

    private static void times(EvaluationReport report, ObjectNode json) {
        SearchTimes times = report.times();
        if (times != null) {
            json.putObject("searches")
                    .put("count", times.searches())
                    .put("p50", times.p50().toNanos() / 1e6)
                    .put("p99", times.p99().toNanos() / 1e6)
                    .put("total", times.total().toNanos() / 1e6);
        }
    }

    private static void comparison(EvaluationReport report, ObjectNode json) {
        Comparison comparison = report.comparison();
        if (comparison == null) {
            return;
        }
        ObjectNode compared = json.putObject("comparison");
        compared.put("baseline", comparison.baseline());
        compared.set("metrics", means(comparison.baselineEvaluation()));
        ObjectNode differences = compared.putObject("differences");
        comparison.results().forEach((metric, result) -> differences
                .putObject(metric.label())
                .put("difference", result.difference())
                .put("low", result.low())
                .put("high", result.high())
                .put("p", result.p())
                .put("queries", result.queries()));
    }

    private static void perQuery(Evaluation evaluation, ObjectNode json) {
        evaluation.perQuery().forEach((query, values) -> {
            ObjectNode one = json.putObject(query);
            for (Map.Entry<Metric, Double> value : values.entrySet()) {
                one.put(value.getKey().label(), value.getValue());
            }
        });
    }
}
