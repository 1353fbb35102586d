package io.vizsla.cli;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.ExampleSplit;
import io.vizsla.retrieval.fit.BlendFit;
import io.vizsla.retrieval.fit.FitTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Chooses how far worked examples move the queries of a model, and writes it into the model's manifest. */
@Command(
        name = "fit-examples",
        description = {
            "Choose on judged queries how far worked examples move the queries of a model that does not read them, and"
                    + " write it into the model's manifest.",
            "Each DATASET_DIR is a BEIR folder. Part of its queries are examples, part ask again what examples have"
                    + " answered, part share no document with any example."
        })
final class ModelsFitExamplesCommand implements Callable<Integer> {

    /** The word, not a part of one such as latest. */
    private static final Pattern TEST = Pattern.compile("(?<![a-z])test(?![a-z])", Pattern.CASE_INSENSITIVE);

    @ParentCommand
    private @Nullable ModelsCommand models;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DATASET_DIR")
    private List<Path> datasets = List.of();

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "Which judgments, never those of a test (default: train).")
    private String split = "train";

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "fp32, fp16, bf16, int8 or auto (default), for both sides.")
    private String precision = "auto";

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the draw of examples and queries (default: 42).")
    private long seed = 42;

    @Option(names = "--dry-run", description = "Leave the manifest as it is.")
    private boolean dryRun;

    @Override
    public Integer call() {
        ModelsCommand parent = Objects.requireNonNull(models);
        Session session = parent.session();
        FitOutcome outcome = outcome(parent, session);
        DemonstrationBlend blend = outcome.blend();
        if (blend != null && !dryRun) {
            new LocalModels(parent.modelsDir()).find(model).writeBlend(blend, outcome.origin());
            outcome = outcome.asWritten();
        }
        if (session.json()) {
            session.print(outcome.json());
        } else {
            outcome.print(session);
        }
        return ExitCode.OK;
    }

    private FitOutcome outcome(ModelsCommand parent, Session session) {
        List<FitData> data = read(parent, session);
        List<FitTrial> curve = BlendFit.curve(data.stream().map(FitData::choose).toList());
        FitTrial best = BlendFit.best(curve).orElse(null);
        FitCheck check = best == null
                ? null
                : FitCheck.of(best.blend(), data.stream().map(FitData::check).toList());
        return new FitOutcome(
                model, origin(), data.stream().map(FitData::choose).toList(), curve, best, check, false);
    }

    /** All sets are opened and divided before the first text is encoded, so that bad data costs no hour. */
    private List<FitData> read(ModelsCommand parent, Session session) {
        checkSplit();
        List<BeirFolder> folders = datasets.stream().map(BeirFolder::open).toList();
        List<ExampleSplit> splits = folders.stream()
                .map(folder -> ExampleSplit.of(folder.qrels(split), seed))
                .toList();
        PrecisionChoice choice = PrecisionChoice.of("--precision", precision);
        EncoderOptions options = EncoderOptions.defaults().withPrecision(choice, choice);
        List<FitData> data = new ArrayList<>();
        try (OnnxBiEncoder encoder = new LocalModels(parent.modelsDir()).encoder(model, options)) {
            checkBlends(encoder);
            for (int i = 0; i < folders.size(); i++) {
                Path cache = parent.dataDir().resolve("evaluation");
                data.add(FitData.read(folders.get(i), splits.get(i), encoder, cache, session));
            }
        }
        return data;
    }

    private void checkSplit() {
        if (TEST.matcher(split).find()) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--split = " + split + " is not valid: what is chosen on a test split cannot be measured on it");
        }
    }

    private void checkBlends(OnnxBiEncoder encoder) {
        if (encoder.card().blend() == null) {
            throw new CliException(
                    ExitCode.FAILED, model + " reads examples in its prompt: there is nothing to choose.");
        }
    }

    private String origin() {
        return datasets.stream()
                .map(folder -> BeirFolder.open(folder).name() + ":" + split)
                .collect(Collectors.joining(", "));
    }
}
