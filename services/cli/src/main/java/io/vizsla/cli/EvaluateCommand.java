package io.vizsla.cli;

import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.ReportJson;
import io.vizsla.evaluation.ReportText;
import io.vizsla.evaluation.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures search quality on a test set. */
@Command(
        name = "evaluate",
        description = {
            "Measure search quality on a BEIR folder: corpus.jsonl, queries.jsonl, qrels/SPLIT.tsv.",
            "With --collection or --url, a running instance is asked, which must hold the corpus in that collection."
                    + " Otherwise the corpus is indexed and searched in this process by the same classes that serve; the"
                    + " index is kept for the next time."
        })
final class EvaluateCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "DATASET_DIR")
    private Path datasetDir = Path.of("");

    @Option(
            names = "--collection",
            paramLabel = "C",
            description = "Collection of a running instance (with --url alone: the folder's name in lower case).")
    private @Nullable String collection;

    @Option(names = "--split", paramLabel = "SPLIT", description = "Which judgments (default: test).")
    private String split = "test";

    @Option(names = "--mode", paramLabel = "MODE", description = "hybrid (default), dense or lexical.")
    private Mode mode = Mode.HYBRID;

    @Option(
            names = "--rerank",
            description = "Let the instance's cross-encoder look at the best hits; in this process, --reranker does.")
    private boolean rerank;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "How many documents to ask for, 1 to 1000 (default: 100).")
    private int depth = 100;

    @Option(
            names = "--metrics",
            paramLabel = "M",
            split = ",",
            description = "What to measure, such as nDCG@10,MAP,Recall@100 (default: ten usual ones).")
    private List<String> metrics = List.of();

    @Option(names = "--compare", paramLabel = "RUNFILE", description = "A TREC run to compare with, query by query.")
    private @Nullable Path baseline;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where JSON and TREC run go (default: evaluation/results in the data folder).")
    private @Nullable Path output;

    @ArgGroup(validate = false, heading = "Around the queries:%n")
    private QueryWording wording = new QueryWording();

    @ArgGroup(validate = false, heading = "In this process:%n")
    private LocalSettings local = new LocalSettings();

    /** Which searches bring candidates. */
    private enum Mode {
        HYBRID,
        DENSE,
        LEXICAL
    }

    EvaluateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EvaluationRun run = new EvaluationRun(BeirFolder.open(datasetDir), split, metrics(), checkedDepth());
        wording.check(split, collection == null && session.namedUrl().isEmpty());
        run.dataset().qrels(split);
        try (Ranker ranker = ranker(run.dataset())) {
            EvaluationRun.Result result = run.run(ranker, Optional.ofNullable(baseline), session.terminal());
            Path written = write(result);
            if (session.json()) {
                session.print(ReportJson.of(result.report()));
            } else {
                session.terminal().out().print(ReportText.of(result.report()));
            }
            session.tell("Written: " + written + ".json and .run");
            tellOfSeenDocuments(run, result);
        }
        return ExitCode.OK;
    }

    private void tellOfSeenDocuments(EvaluationRun run, EvaluationRun.Result result) {
        String examples = wording.examplesSplit();
        if (examples != null) {
            new SeenDocuments(run.dataset(), examples)
                    .lines(
                            run.dataset().qrels(split),
                            run.metrics().getFirst(),
                            result.run(),
                            baseline == null ? null : RunFile.read(baseline))
                    .forEach(session::tell);
        }
    }

    private Ranker ranker(BeirFolder dataset) {
        if (collection == null && session.namedUrl().isEmpty()) {
            return localRanker(dataset);
        }
        String name = collection == null ? dataset.name().toLowerCase(Locale.ROOT) : collection;
        try {
            return new RestRanker(session.client(), name, modeId(), rerank, wording);
        } catch (CliException refused) {
            if (!refused.code().equals("unknown_collection")) {
                throw refused;
            }
            throw new CliException(
                    ExitCode.FAILED,
                    "There is no collection " + name + ". Make it with ./vizsla ingest " + name + " " + datasetDir
                            + ", or name another with --collection.",
                    refused.problem().orElse(null),
                    refused);
        }
    }

    private Ranker localRanker(BeirFolder dataset) {
        if (rerank && local.reranker().isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE, "--rerank asks a running instance. In this process, name a model with --reranker.");
        }
        return local.open(session, dataset, modeId(), wording);
    }

    private List<Metric> metrics() {
        return metrics.isEmpty()
                ? Metric.DEFAULTS
                : metrics.stream().map(Metric::parse).toList();
    }

    private int checkedDepth() {
        if (depth < 1 || depth > 1000) {
            throw new CliException(ExitCode.USAGE, "--depth = " + depth + " is not valid: must be between 1 and 1000");
        }
        return depth;
    }

    private String modeId() {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private Path write(EvaluationRun.Result result) {
        Path folder = output == null ? local.dataDir(session).resolve("evaluation/results") : output;
        String name = result.report().provenance().dataset() + "-" + split + "-" + modeId();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".json"), Json.pretty(ReportJson.of(result.report())) + "\n");
        } catch (IOException refused) {
            throw new CliException(ExitCode.FAILED, "Cannot write to " + folder + ": " + refused, null, refused);
        }
        RunFile.write(result.run(), "vizsla-" + modeId(), folder.resolve(name + ".run"));
        return folder.resolve(name);
    }
}
