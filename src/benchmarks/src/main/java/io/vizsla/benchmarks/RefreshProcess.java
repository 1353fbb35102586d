package io.vizsla.benchmarks;

import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.TrainerCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a refresh as an instance does: in a process of its own. */
final class RefreshProcess {

    private static final Path ROOT = Path.of(System.getProperty("vizsla.root", "."));

    private static final long HEAP = 2L << 30;

    private RefreshProcess() {}

    /** Runs the job of a folder and returns what came of it. */
    static RefreshOutcome run(RefreshFolder folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new TrainerCommand(HEAP, 0, "auto", TrainerCommand.classPath(ROOT))
                .on(folder.path(), List.of())
                .redirectOutput(folder.path().resolve("events.ndjson").toFile())
                .redirectError(folder.path().resolve("errors.txt").toFile());
        Process process = builder.start();
        process.waitFor();
        return folder.read("outcome", RefreshOutcome.class)
                .orElseThrow(() -> new IllegalStateException("The refresh left nothing: see " + folder.path()));
    }
}
