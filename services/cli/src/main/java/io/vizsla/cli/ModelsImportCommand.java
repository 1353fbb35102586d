package io.vizsla.cli;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.models.imports.ArchiveLimits;
import io.vizsla.models.imports.ImportOptions;
import io.vizsla.models.imports.ImportedModel;
import io.vizsla.models.imports.LongInputsOption;
import io.vizsla.models.imports.ModelImport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes a model of an export, tries it, and tells what it is. */
@Command(
        name = "import",
        description = "Make a model of a folder or archive exported for sentence-transformers, Optimum or TEI.")
final class ModelsImportCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ModelsCommand models;

    @Parameters(paramLabel = "PATH")
    private Path path = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the model (default: the name of PATH).")
    private @Nullable String name;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "Version of the weights (default: the beginning of their checksum).")
    private @Nullable String version;

    @Option(
            names = "--template",
            paramLabel = "FORM",
            description = "Prompt form: bge, e5, e5-instruct or bge-icl (default: the prompts of the export).")
    private @Nullable String template;

    @Option(
            names = "--pooling",
            paramLabel = "MODE",
            description = "cls, mean, last-token or graph (default: as the export says; last-token for decoders).")
    private @Nullable String pooling;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "The longest input that the model reads (default: as the export says).")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Graphs to keep, such as fp32 or fp32,int8 (default: fp32 and an int8 graph made of it).")
    private @Nullable String precisions;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "The graph inside PATH, such as onnx/model.onnx, where there are several.")
    private @Nullable String graph;

    @Option(
            names = "--output",
            paramLabel = "OUTPUT",
            description = "The graph's output with token states or vectors, where it has no usual name.")
    private @Nullable String output;

    @Option(
            names = "--truncations",
            paramLabel = "N,N",
            description = "Dimensions that vectors may be cut to, such as 192,96 (default: as the export says).")
    private @Nullable String truncations;

    @Option(
            names = "--long-inputs",
            paramLabel = "W",
            description = "Read long passages in windows: windows, or their number, such as 16; 16:64 also sets the"
                    + " overlap (default: cut the end off).")
    private @Nullable String longInputs;

    @Option(
            names = "--max-entries",
            paramLabel = "N",
            description = "The most files and folders in an archive (default: 10000).")
    private int maxEntries = ArchiveLimits.DEFAULTS.entries();

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            description = "The most bytes that an archive unpacks to (default: 64 GiB).")
    private long maxBytes = ArchiveLimits.DEFAULTS.bytes();

    @Override
    public Integer call() {
        ModelsCommand parent = Objects.requireNonNull(models);
        Session session = parent.session();
        ModelTrial trial = new ModelTrial();
        ImportedModel model = new ModelImport(parent.modelsDir(), options()).run(path, trial);
        ImportSummary summary = new ImportSummary(model, trial);
        if (session.json()) {
            session.print(summary.json());
        } else {
            summary.print(session);
        }
        return ExitCode.OK;
    }

    private ImportOptions options() {
        return new ImportOptions(
                name,
                version,
                template,
                pooling == null ? null : pooling(pooling),
                maxTokens,
                graph,
                output,
                precisions == null ? Set.of() : precisions(precisions),
                truncations == null ? List.of() : dimensions(truncations),
                longInputs == null ? null : LongInputsOption.parse(longInputs),
                new ArchiveLimits(maxEntries, maxBytes));
    }

    private static PoolingMode pooling(String id) {
        return PoolingMode.of(id)
                .orElseThrow(() -> VizslaException.invalid("--pooling", id, "one of cls, mean, last-token, graph"));
    }

    private static List<Integer> dimensions(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .map(ModelsImportCommand::dimension)
                .toList();
    }

    private static int dimension(String number) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw VizslaException.invalid("--truncations", number, "whole numbers with commas between them");
        }
    }

    private static Set<Precision> precisions(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .map(id -> Precision.of(id)
                        .orElseThrow(() -> VizslaException.invalid(
                                "--precision",
                                id,
                                "of "
                                        + Stream.of(Precision.values())
                                                .map(Precision::id)
                                                .toList())))
                .collect(Collectors.toSet());
    }
}
