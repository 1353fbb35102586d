package io.vizsla.cli;

import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.SharedDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells apart the queries whose relevant documents answer an example too. Where splits share documents, these queries gain by
 * what is known of their documents; the others show what examples do to queries about something else.
 *
 * @param split whose judged queries are the examples
 */
record SeenDocuments(BeirFolder dataset, String split) {

    /** Returns one line for each of the two groups, for the first metric. */
    List<String> lines(Qrels judged, Metric metric, Run run, @Nullable Run baseline) {
        SharedDocuments told = SharedDocuments.of(judged, dataset.qrels(split));
        List<String> lines = new ArrayList<>();
        for (boolean seen : List.of(true, false)) {
            Qrels group = seen ? told.sharing() : told.apart();
            if (!group.queries().isEmpty()) {
                lines.add(line(group, seen, metric, run, baseline));
            }
        }
        return lines;
    }

    private static String line(Qrels group, boolean seen, Metric metric, Run run, @Nullable Run baseline) {
        String queries = group.queries().size()
                + (seen ? " queries share a relevant document with an example: " : " queries share none: ");
        double value = mean(group, metric, run);
        String told = String.format(Locale.ROOT, "%s%s %.4f", queries, metric, value);
        return baseline == null
                ? told
                : told + String.format(Locale.ROOT, " (baseline %.4f)", mean(group, metric, baseline));
    }

    private static double mean(Qrels group, Metric metric, Run run) {
        Evaluation evaluation = Evaluator.evaluate(group, run, List.of(metric));
        return evaluation.meanOverJudged(metric);
    }
}
