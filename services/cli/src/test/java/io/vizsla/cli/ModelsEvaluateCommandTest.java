package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command refuses; what it measures is tested with the real models in {@link ModelsEvaluateCommandIT}. */
class ModelsEvaluateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void theDataMustBeNamed() {
        Cli evaluate = Cli.run("models", "evaluate");

        assertThat(evaluate.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(evaluate.err()).contains("--data=DIR");
    }

    @Test
    void unknownTasksAndPrecisionsAreExplained() {
        Cli task = evaluate("--task", "poetry");
        Cli precision = evaluate("--precision", "fp64");

        assertThat(task.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(task.err()).contains("task = poetry").contains("banking77");
        assertThat(precision.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(precision.err()).contains("--precision = fp64");
    }

    @Test
    void absentDataIsExplained() {
        Cli none = evaluate();
        Cli one = evaluate("--task", "stsb");

        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("no data set in " + folder);
        assertThat(one.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(one.err()).contains("There is no folder " + folder.resolve("stsb-multi-mt"));
    }

    @Test
    void badDataIsNamedByFileAndLineBeforeAModelIsOpened() throws IOException {
        Files.createDirectories(folder.resolve("stsb-multi-mt"));
        Files.writeString(folder.resolve("stsb-multi-mt/stsb-en-test.csv"), "a,b,1\na,b\n");

        Cli evaluate = evaluate("--model", "no-such-model");

        assertThat(evaluate.err()).contains("stsb-en-test.csv line 2").doesNotContain("no-such-model");
    }

    @Test
    void anUnknownModelIsExplained() throws IOException {
        Files.createDirectories(folder.resolve("stsb-multi-mt"));
        Files.writeString(folder.resolve("stsb-multi-mt/stsb-en-test.csv"), "a,b,1\nc,d,2\n");

        Cli evaluate = evaluate("--model", "no-such-model");

        assertThat(evaluate.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(evaluate.err()).contains("no-such-model");
    }

    private Cli evaluate(String... more) {
        Stream<String> start = Stream.of(
                "models",
                "evaluate",
                "--data",
                folder.toString(),
                "--data-dir",
                folder.resolve("d").toString());
        return Cli.run(Stream.concat(start, Stream.of(more)).toArray(String[]::new));
    }
}
