package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./vizsla evaluate} says of a collection of an instance.
 *
 * @param report the JSON that it prints
 */
record EvaluateCommandLine(JsonNode report, Run run) {

    private static final Path ROOT =
            Path.of(System.getProperty("vizsla.root", "../..")).toAbsolutePath();
    private static final int MINUTES = 10;

    /** Runs the command as a user does, but never builds. */
    static EvaluateCommandLine of(Path dataset, String collection, String url, Path output)
            throws IOException, InterruptedException {
        Files.createDirectories(output);
        Path out = output.resolve("out.json");
        Path err = output.resolve("err.txt");
        ProcessBuilder command = new ProcessBuilder(
                        ROOT.resolve("vizsla").toString(),
                        "evaluate",
                        dataset.toAbsolutePath().toString(),
                        "--collection",
                        collection,
                        "--url",
                        url,
                        "--output",
                        output.toString(),
                        "--json")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        command.environment().put("VIZSLA_BUILD", "never");
        Process process = command.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError("evaluate failed: " + Files.readString(err));
        }
        Path run = output.resolve(dataset.getFileName() + "-test-hybrid.run");
        return new EvaluateCommandLine(new ObjectMapper().readTree(out.toFile()), RunFile.read(run));
    }
}
