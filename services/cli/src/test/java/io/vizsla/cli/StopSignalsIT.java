package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopSignalsIT {

    private static final int SECONDS = 30;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalEndsACommandWithItsCode(String signal, int exitCode) throws Exception {
        Process command = start();
        try {
            waitFor(command.inputReader(StandardCharsets.UTF_8), "ready");

            send(signal, command);

            assertThat(command.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(exitCode);
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void aSecondOneEndsItAtOnce() throws Exception {
        Process command = start("lingering");
        try {
            BufferedReader lines = command.inputReader(StandardCharsets.UTF_8);
            waitFor(lines, "ready");
            send("TERM", command);
            waitFor(lines, "ending");

            send("INT", command);

            assertThat(command.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(130);
        } finally {
            command.destroyForcibly();
        }
    }

    /** A process that a shell put into the background ignores INT, and so do its children unless they are told not to. */
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Stubborn.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void waitFor(BufferedReader lines, String line) {
        assertThat(lines.lines().anyMatch(line::equals)).as(line).isTrue();
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
