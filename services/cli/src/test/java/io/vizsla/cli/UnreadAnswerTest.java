package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a command says when its answer goes nowhere. */
class UnreadAnswerTest {

    @TempDir
    private Path folder;

    @Test
    void aReaderThatLeavesIsNoFailure() throws Exception {
        assertThat(run("| true")).isEqualTo(ExitCode.OK);

        assertThat(Files.readString(folder.resolve("errors"))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsOne() throws Exception {
        assertThat(run("> /dev/full")).isEqualTo(ExitCode.FAILED);

        assertThat(Files.readString(folder.resolve("errors"))).isEqualTo("The answer could not be written.\n");
    }

    /** Runs {@code --help} with its output sent this way, and returns its exit code. */
    private int run(String where) throws IOException, InterruptedException {
        String script = "{ \"$0\" -cp \"$1\" io.vizsla.cli.Main --help 2> errors; echo $? > code; } " + where;
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        script,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .directory(folder.toFile())
                .start();
        shell.waitFor();
        return Integer.parseInt(Files.readString(folder.resolve("code")).strip());
    }
}
