package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is stopped in the middle of a run ends as it should and leaves no dump of a crash. */
class StopWhileEncodingIT {

    /** The runtime does not crash each time that it is freed under a run. */
    private static final int TIMES = 4;

    /** Milliseconds for which an application that is asked to end uses the runtime all the same. */
    private static final String LINGERING = "1500";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void endsWithTheCodeOfItsSignal(String signal, int exitCode) throws Exception {
        TestModels.folder(TestModels.MINILM);
        List<Integer> exitCodes = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            exitCodes.add(stopped(signal));
        }

        assertThat(dumps()).isEmpty();
        assertThat(exitCodes).containsOnly(exitCode);
    }

    private int stopped(String signal) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try {
            BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
            assertThat(lines.lines().anyMatch("busy"::equals))
                    .as(() -> read(folder.resolve("errors")))
                    .isTrue();
            new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid()))
                    .start()
                    .waitFor();
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }

    /** A process that a shell put into the background ignores INT, and so do its children unless they are told not to. */
    private List<String> command() {
        return List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                EncodingForever.class.getName(),
                TestModels.MINILM,
                LINGERING);
    }

    private List<String> dumps() {
        return List.of(folder.toFile().list()).stream()
                .filter(name -> name.startsWith("hs_err"))
                .map(name -> read(folder.resolve(name)))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return file + " cannot be read: " + e.getMessage();
        }
    }
}
