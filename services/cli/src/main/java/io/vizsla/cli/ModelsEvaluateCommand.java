package io.vizsla.cli;

import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.task.Task;
import io.vizsla.evaluation.task.TaskSets;
import io.vizsla.models.BuiltInModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures models on tasks beyond search. */
@Command(
        name = "evaluate",
        description = {
            "Measure models on tasks beyond search, by the protocols of MTEB: classification, clustering, pair"
                    + " classification, similarity, reranking, tool search and instructions.",
            "With several models, each task votes and a Borda table ranks them."
        })
final class ModelsEvaluateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A model to measure, once for each (default: " + BuiltInModels.DEFAULT + ").")
    private List<String> models = List.of(BuiltInModels.DEFAULT);

    @Option(
            names = "--task",
            paramLabel = "NAME",
            description = "A task to measure, once for each (default: all whose data is there, without translations).")
    private List<String> tasks = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The folder of the data sets, a sub-folder for each.")
    private Path data = Path.of("");

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "fp32, fp16, bf16, int8 or auto (default), for both sides.")
    private String precision = "auto";

    @Option(
            names = "--raw",
            description = "Leave vectors at the length that the model gives them, not at 1; moves classification and"
                    + " clustering.")
    private boolean raw;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where JSON goes (default: evaluation/results in the data folder).")
    private @Nullable Path output;

    @Override
    public Integer call() {
        Session session = session();
        PrecisionChoice choice = PrecisionChoice.of("--precision", precision);
        List<Task> loaded = load();
        TaskRun run = new TaskRun(
                new LocalModels(dataDir(session).resolve("models")),
                EncoderOptions.defaults().withPrecision(choice, choice).withTokenVectors(false),
                raw,
                session.terminal());
        TaskReport report = new TaskReport(hashes(loaded), new ArrayList<>());
        for (String model : models.stream().distinct().toList()) {
            report.models().add(run.measure(model, loaded));
        }
        Path folder = output == null ? dataDir(session).resolve("evaluation/results") : output;
        List<Path> written = report.write(folder);
        if (session.json()) {
            session.print(report.json());
        } else {
            report.print(session);
        }
        written.forEach(file -> session.tell("Written: " + file));
        return ExitCode.OK;
    }

    /** Everything is read before the first text is encoded, so that bad data costs no hour. */
    private List<Task> load() {
        List<String> names = tasks.isEmpty() ? TaskSets.present(data) : tasks;
        if (names.isEmpty()) {
            throw new CliException(
                    ExitCode.FAILED,
                    "There is no data set in " + data + " that a task knows. Tasks: " + TaskSets.names());
        }
        return names.stream().distinct().map(name -> TaskSets.load(name, data)).toList();
    }

    private Map<String, String> hashes(List<Task> loaded) {
        Map<String, String> hashes = new LinkedHashMap<>();
        loaded.forEach(task -> hashes.put(task.name(), TaskSets.hash(task.name(), data)));
        return hashes;
    }

    private Session session() {
        return (Session) Objects.requireNonNull(spec).root().userObject();
    }

    /** The option is one of the parent's, which all its commands take. */
    private Path dataDir(Session session) {
        Path named = Objects.requireNonNull(spec).findOption("--data-dir").getValue();
        return named == null ? session.defaultDataDir() : named.toAbsolutePath().normalize();
    }
}
