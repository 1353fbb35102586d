package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Refreshes the model that reads a collection's queries. */
@Command(
        name = "train",
        description = {
            "Learn from a collection's judgements how its users ask. Documents stay as they are, but with the kind both-sides.",
            "The trained model is checked on documents that it has not learned, and reads the queries if it is better."
        })
final class TrainCommand implements Callable<Integer> {

    /** How a replay is watched; what it does is said by the refresh that it repeats. */
    private static final Set<String> OF_A_REPLAY = Set.of("--replay", "--no-wait");

    private final Session session;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "COLLECTION",
            arity = "0..1",
            description = "Whose judgements are learned from; left out with --replay.")
    private @Nullable String collection;

    @Option(
            names = "--judgements",
            paramLabel = "PATH",
            description = "Send these first: a BEIR folder, or a file of JSON lines with query, documentId and grade.")
    private @Nullable Path judgements;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "train",
            description = "Which judgements of a BEIR folder (default: train).")
    private String split = "train";

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            description =
                    "query-only (the default): only queries are read by the new model, documents stay. reindex: documents"
                            + " are indexed anew by it before it serves. compensate: so too, and it serves the old index"
                            + " through a map until then.")
    private @Nullable String strategy;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "query-encoder (minutes, the default), adapter (seconds), student (minutes) or both-sides (what"
                            + " reindex and compensate need).")
    private @Nullable String kind;

    @Option(
            names = "--student",
            paramLabel = "MODEL",
            description = "Of the kind student: the model that learns to read queries (default: all-minilm-l6-v2).")
    private @Nullable String student;

    @Option(
            names = "--pairs",
            paramLabel = "PAIRS",
            description =
                    "judged (the default), label-free (queries made of the documents, no judgements needed), both, or"
                            + " with-log (also queries that were asked lately and nobody judged).")
    private @Nullable String pairs;

    @Option(names = "--keep", description = "Keep the model without letting it serve, even if it is better.")
    private boolean keep;

    @Option(names = "--epochs", paramLabel = "N", description = "How often each query is seen.")
    private @Nullable Integer epochs;

    @Option(names = "--folds", paramLabel = "N", description = "Folds of the check.")
    private @Nullable Integer folds;

    @Option(names = "--precision", paramLabel = "NAME", description = "auto (the default), fp32 or bf16.")
    private @Nullable String precision;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the arithmetic; 1 gives equal bits every time.")
    private @Nullable Integer threads;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything that is drawn.")
    private @Nullable Long seed;

    @Option(
            names = "--replay",
            paramLabel = "MODEL",
            description =
                    "Make the refresh of this model once more, as it was, and tell whether the weights are the same.")
    private @Nullable String replay;

    @Option(names = "--no-wait", description = "Return once the job has begun.")
    private boolean noWait;

    TrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if ((collection == null) == (replay == null)) {
            throw new CliException(ExitCode.USAGE, "Name either a COLLECTION or, with --replay, a model.");
        }
        if (replay != null) {
            checkAlone();
        }
        if (judgements != null && collection != null) {
            new JudgementUpload(session, collection, true).runBefore(JudgementSource.of(judgements, split));
        }
        JsonNode job = session.client().post("/v1/training", request());
        if (noWait) {
            return begun(job);
        }
        JsonNode ended = new TrainWatch(session).untilOver(job.path("id").asText());
        int code = new TrainSummary(session).print(ended);
        return isIndexing(ended) && !session.json() ? watchDocuments(ended) : code;
    }

    private static boolean isIndexing(JsonNode job) {
        return job.path("promoted").asBoolean()
                && !job.path("strategy").asText("query-only").equals("query-only");
    }

    private int watchDocuments(JsonNode job) {
        String name = job.path("collection").asText();
        JsonNode rebuild = session.client().get(VizslaClient.path("v1", "collections", name, "rebuild"));
        return new RebuildWatch(session).untilOver(rebuild);
    }

    /** What was taken and not done would be worse than a refusal. */
    private void checkAlone() {
        CommandSpec train = Objects.requireNonNull(spec);
        List<String> others = train.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.inherited())
                .map(OptionSpec::longestName)
                .filter(name -> !OF_A_REPLAY.contains(name))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--replay repeats a refresh as it was, and takes no " + String.join(", ", others) + " beside it.");
        }
    }

    private int begun(JsonNode job) {
        if (session.json()) {
            session.print(job);
        } else {
            session.print("Training job " + Printable.of(job.path("id").asText()) + " has begun.");
        }
        return ExitCode.OK;
    }

    private ObjectNode request() {
        if (replay != null) {
            return Json.object().put("replay", replay);
        }
        ObjectNode request = Json.object().put("collection", collection).put("promote", keep ? "never" : "auto");
        put(request, "strategy", strategy);
        put(request, "kind", kind);
        put(request, "student", student);
        put(request, "pairs", pairs);
        put(request, "precision", precision);
        if (epochs != null) {
            request.put("epochs", epochs);
        }
        if (folds != null) {
            request.put("folds", folds);
        }
        if (threads != null) {
            request.put("threads", threads);
        }
        if (seed != null) {
            request.put("seed", seed);
        }
        return request;
    }

    private static void put(ObjectNode request, String field, @Nullable String value) {
        if (value != null) {
            request.put(field, value);
        }
    }
}
