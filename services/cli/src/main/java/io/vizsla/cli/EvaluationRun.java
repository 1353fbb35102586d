package io.vizsla.cli;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Comparison;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.EvaluationReport;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.PairedBootstrap;
import io.vizsla.evaluation.Platform;
import io.vizsla.evaluation.Provenance;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.RunFile;
import io.vizsla.evaluation.SearchTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks every judged query of a test set and measures the answers.
 *
 * @param depth how many documents are asked for
 */
record EvaluationRun(BeirFolder dataset, String split, List<Metric> metrics, int depth) {

    /** What came out. */
    record Result(Run run, EvaluationReport report) {}

    /**
     * Asks and measures.
     *
     * @param baseline a run to compare with
     */
    Result run(Ranker ranker, Optional<Path> baseline, Terminal terminal) {
        Qrels qrels = dataset.qrels(split);
        Optional<Run> other = baseline.map(RunFile::read);
        List<Duration> times = new ArrayList<>();
        Run run = ask(ranker, judged(qrels), times, terminal);
        Evaluation evaluation = Evaluator.evaluate(qrels, run, metrics);
        Comparison comparison = other.map(otherRun -> Comparison.of(
                        evaluation,
                        String.valueOf(baseline.orElseThrow().getFileName()),
                        Evaluator.evaluate(qrels, otherRun, metrics),
                        PairedBootstrap.DEFAULT))
                .orElse(null);
        EvaluationReport report =
                new EvaluationReport(provenance(ranker), documents(), evaluation, SearchTimes.of(times), comparison);
        return new Result(run, report);
    }

    private Map<String, String> judged(Qrels qrels) {
        Map<String, String> all = dataset.queries();
        Map<String, String> judged = new LinkedHashMap<>();
        for (String query : qrels.queries()) {
            String text = all.get(query);
            if (text == null) {
                throw VizslaException.field(
                        ErrorCode.INVALID_ARGUMENT, "qrels/" + split + ".tsv", query, "a query of queries.jsonl");
            }
            judged.put(query, text);
        }
        if (judged.isEmpty()) {
            throw VizslaException.field(
                    ErrorCode.INVALID_ARGUMENT, "qrels/" + split + ".tsv", "no judged query", "at least one");
        }
        return judged;
    }

    private Run ask(Ranker ranker, Map<String, String> queries, List<Duration> times, Terminal terminal) {
        Run.Builder run = Run.builder();
        try (Progress progress = new Progress(terminal, "queries")) {
            queries.forEach((id, text) -> {
                Ranker.Ranking ranking = ranker.rank(text, depth);
                times.add(ranking.time());
                run.addInOrder(id, ranking.documents());
                progress.show((double) times.size() / queries.size(), times.size());
            });
        }
        return run.build();
    }

    private Provenance provenance(Ranker ranker) {
        Map<String, Object> settings = new LinkedHashMap<>(ranker.settings());
        settings.put("depth", depth);
        return new Provenance(
                dataset.name(),
                split,
                dataset.hash(split),
                ranker.system(),
                ranker.model(),
                settings,
                Version.text(),
                Platform.here(),
                Instant.now());
    }

    private long documents() {
        AtomicLong count = new AtomicLong();
        dataset.forEachDocument(document -> count.incrementAndGet());
        return count.get();
    }
}
