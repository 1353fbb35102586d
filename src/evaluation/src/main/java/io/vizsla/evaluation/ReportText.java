package io.vizsla.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes a report as text for people. */
public final class ReportText {

    private static final int LISTED = 5;

    private ReportText() {}

    /** Returns the report, lines ended by {@code \n}. */
    public static String of(EvaluationReport report) {
        StringBuilder text = new StringBuilder();
        head(report, text);
        Comparison comparison = report.comparison();
        if (comparison == null) {
            plainTable(report.evaluation(), text);
        } else {
            comparedTable(report.evaluation(), comparison, text);
        }
        missing(report.evaluation(), text);
        unjudged(report.evaluation(), text);
        times(report, text);
        return text.toString();
    }

    private static void head(EvaluationReport report, StringBuilder text) {
        Provenance from = report.provenance();
        line(
                text,
                "%s, split %s: %,d documents, %,d judged queries",
                from.dataset(),
                from.split(),
                report.documents(),
                report.evaluation().judged());
        line(text, "%s, model %s, %s", from.system(), from.model(), from.settings());
        line(text, "");
    }

    private static void plainTable(Evaluation evaluation, StringBuilder text) {
        line(text, "%-12s  %7s", "metric", "value");
        for (Metric metric : evaluation.metrics()) {
            line(text, "%-12s  %7.4f", metric.label(), evaluation.mean(metric));
        }
    }

    private static void comparedTable(Evaluation evaluation, Comparison comparison, StringBuilder text) {
        line(
                text,
                "%-12s  %7s  %8s  %10s  %-20s  %7s",
                "metric",
                "value",
                "baseline",
                "difference",
                "95 % interval",
                "p");
        for (Metric metric : evaluation.metrics()) {
            PairedBootstrap.Result result =
                    Objects.requireNonNull(comparison.results().get(metric), "every metric is compared");
            String interval = String.format(Locale.ROOT, "%+.4f to %+.4f", result.low(), result.high());
            line(
                    text,
                    "%-12s  %7.4f  %8.4f  %+10.4f  %-20s  %7.4f",
                    metric.label(),
                    evaluation.mean(metric),
                    comparison.baselineEvaluation().mean(metric),
                    result.difference(),
                    interval,
                    result.p());
        }
        line(text, "");
        line(text, "Baseline: %s. Paired bootstrap over queries; p is two-sided.", comparison.baseline());
    }

    private static void missing(Evaluation evaluation, StringBuilder text) {
        if (evaluation.missing().isEmpty()) {
            return;
        }
        Metric first = evaluation.metrics().getFirst();
        line(text, "");
        line(
                text,
                "For %,d of %,d judged queries nothing was returned (%s).",
                evaluation.missing().size(),
                evaluation.judged(),
                first(evaluation.missing()));
        line(
                text,
                "The values leave them out, as trec_eval does. With 0 for each of them %s is %.4f.",
                first.label(),
                evaluation.meanOverJudged(first));
    }

    private static void unjudged(Evaluation evaluation, StringBuilder text) {
        if (!evaluation.unjudged().isEmpty()) {
            line(text, "");
            line(
                    text,
                    "Nobody judged %,d of the run's queries (%s); they count nowhere.",
                    evaluation.unjudged().size(),
                    first(evaluation.unjudged()));
        }
    }

    private static void times(EvaluationReport report, StringBuilder text) {
        SearchTimes times = report.times();
        if (times != null && times.searches() > 0) {
            line(text, "");
            line(
                    text,
                    "%,d searches, one at a time: half within %.1f ms, 99 %% within %.1f ms.",
                    times.searches(),
                    millis(times.p50()),
                    millis(times.p99()));
        }
    }

    private static String first(List<String> queries) {
        String shown = String.join(", ", queries.subList(0, Math.min(LISTED, queries.size())));
        return queries.size() > LISTED ? shown + ", ..." : shown;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
