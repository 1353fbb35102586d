package io.vizsla.benchmarks;

import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a refresh as an instance does: in a process of its own. */
final class RefreshProcess {

    private static final Path ROOT = Path.of(System.getProperty("vizsla.root", "."));

    private RefreshProcess() {}

    /** Runs the job of a folder and returns what came of it. */
    static RefreshOutcome run(RefreshFolder folder) throws IOException, InterruptedException {
        Path target = ROOT.resolve("services/trainer/target");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                target.resolve("vizsla-trainer.jar") + ":" + target.resolve("lib") + "/*",
                "io.vizsla.trainer.Main",
                folder.path().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.path().resolve("events.ndjson").toFile())
                .redirectError(folder.path().resolve("errors.txt").toFile());
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Process process = builder.start();
        process.waitFor();
        return folder.read("outcome", RefreshOutcome.class)
                .orElseThrow(() -> new IllegalStateException("The refresh left nothing: see " + folder.path()));
    }
}
