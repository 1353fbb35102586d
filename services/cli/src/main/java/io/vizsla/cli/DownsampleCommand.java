package io.vizsla.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.BeirSubset;
import io.vizsla.evaluation.CorpusSample;
import io.vizsla.evaluation.CorpusSampler;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.RunFile;
import io.vizsla.evaluation.SampleNote;
import io.vizsla.evaluation.SampleOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a test set small. */
@Command(
        name = "downsample",
        description = {
            "Make a BEIR folder small for quick comparisons, keeping which system is better: all judged documents of a"
                    + " split, and what several systems rank highest of the others.",
            "The runs are those that evaluate writes, of systems as different as possible."
        })
final class DownsampleCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "DATASET_DIR")
    private Path datasetDir = Path.of("");

    @Option(
            names = "--runs",
            paramLabel = "RUNFILE",
            split = ",",
            required = true,
            description = "TREC runs of the split, commas between them.")
    private List<Path> runs = List.of();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "Where the small folder goes; new or empty.")
    private Path output = Path.of("");

    @Option(names = "--split", paramLabel = "SPLIT", description = "Which judgments (default: test).")
    private String split = "test";

    @Option(
            names = "--share",
            paramLabel = "S",
            description = "The most documents that stay, as a share of all (default: 0.25).")
    private double share = SampleOptions.DEFAULTS.share();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the draw from the last rank that does not fit as a whole (default: 42).")
    private long seed = SampleOptions.DEFAULTS.seed();

    DownsampleCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SampleOptions options = new SampleOptions(share, seed);
        BeirFolder dataset = BeirFolder.open(datasetDir);
        BeirSubset.checkTarget(output);
        Qrels qrels = dataset.qrels(split);
        SequencedMap<String, Run> pooled = read();
        CorpusSample sample = CorpusSampler.sample(documents(dataset), qrels, pooled, options);
        String note = SampleNote.of(dataset, split, sample, pooled.keySet(), Version.text());
        BeirSubset.write(dataset, split, sample, output, note);
        if (session.json()) {
            session.print(json(sample));
        } else {
            session.print(dataset.name() + ", split " + split + ": " + SampleNote.kept(sample));
            session.print(SampleNote.pooled(sample));
        }
        session.tell("Written: " + output);
        return ExitCode.OK;
    }

    /** Reads the runs, each under its file's name, or its path where another has the same name. */
    private SequencedMap<String, Run> read() {
        SequencedMap<String, Run> read = new LinkedHashMap<>();
        for (Path file : runs) {
            if (runs.indexOf(file) != runs.lastIndexOf(file)) {
                throw new CliException(ExitCode.USAGE, "--runs = " + file + " is not valid: must be there once");
            }
            String name = String.valueOf(file.getFileName());
            read.put(read.containsKey(name) ? file.toString() : name, RunFile.read(file));
        }
        return read;
    }

    private static SequencedSet<String> documents(BeirFolder dataset) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        dataset.forEachDocument(document -> ids.add(document.id()));
        return ids;
    }

    private ObjectNode json(CorpusSample sample) {
        return Json.object()
                .put("documents", sample.documents().size())
                .put("of", sample.of())
                .put("share", sample.share())
                .put("judged", sample.judged())
                .put("negatives", sample.negatives())
                .put("misleading", sample.misleading())
                .put("others", sample.others())
                .put("drawn", sample.drawn())
                .put("drawnOf", sample.drawnOf())
                .put("seed", sample.options().seed())
                .put("folder", output.toString());
    }
}
