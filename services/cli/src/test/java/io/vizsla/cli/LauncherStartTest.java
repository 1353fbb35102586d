package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher script does before an instance starts. */
class LauncherStartTest {

    private Launcher launcher;

    @BeforeEach
    void layOut(@TempDir Path temp) throws IOException {
        launcher = Launcher.in(temp);
    }

    @ParameterizedTest
    @CsvSource({
        "--port, abc",
        "--port, 70000",
        "--kafka-port, -1",
        "--kafka-port, ''",
        "--speed, 9",
        "--port=,",
        "--data-dir, ''",
        "--host, ''",
        "--host=,"
    })
    void aWrongOptionOfStartEndsWithTwo(String option, String value) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("start", option));
        if (value != null) {
            arguments.add(value);
        }

        assertThat(launcher.launch(Map.of(), arguments.toArray(String[]::new)).exitCode())
                .isEqualTo(2);
    }

    @Test
    void startMapsItsOptions() throws Exception {
        launcher.jdk("jdk", "25", true);

        Launcher.Ended launched = launcher.launch(
                Map.of("VIZSLA_JAVA_OPTS", "-Xmx99m"),
                "start",
                "--port=0",
                "--kafka-port",
                "0",
                "--data-dir",
                "my data",
                "-Dvizsla.search.x=1");

        assertThat(launched.exitCode()).isZero();
        assertThat(launched.out().lines().toList().getLast())
                .contains("-Dquarkus.http.port=0 -Dvizsla.kafka.port=0 -Dvizsla.data-dir="
                        + launcher.temp().resolve("my data"))
                .contains("-Dquarkus.http.host=localhost")
                .contains("-Dvizsla.search.x=1 -Xmx99m -jar");
    }

    @Test
    void aTakenPortEndsWithFiveBeforeAnythingStarts() throws Exception {
        launcher.realJava();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            String port = Integer.toString(taken.getLocalPort());

            Launcher.Ended http = launcher.launch(Map.of(), "start", "--port", port, "--kafka-port", "0");
            Launcher.Ended kafka = launcher.launch(Map.of(), "start", "--port", "0", "--kafka-port", port);

            assertThat(http.exitCode()).isEqualTo(5);
            assertThat(http.err()).contains("Port " + port).contains("Choose another with --port N");
            assertThat(kafka.exitCode()).isEqualTo(5);
            assertThat(kafka.err()).contains("Choose another with --kafka-port N");
        }
    }

    @Test
    void aDataFolderInUseEndsWithFive() throws Exception {
        launcher.realJava();
        Path data = Files.createDirectory(launcher.temp().resolve("data"));
        try (FileChannel channel = FileChannel.open(
                        data.resolve("vizsla.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();

            Launcher.Ended launched = launcher.launch(
                    Map.of(), "start", "--port", "0", "--kafka-port", "0", "--data-dir", data.toString());

            assertThat(launched.exitCode()).isEqualTo(5);
            assertThat(launched.err()).contains("is in use by another instance").contains("--data-dir");
        }
    }
}
