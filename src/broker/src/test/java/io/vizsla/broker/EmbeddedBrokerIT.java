package io.vizsla.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.SmallDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @TempDir
    private Path directory;

    @Test
    void keepsRecordsAndClusterAcrossRestarts() throws Exception {
        String cluster;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory, 0))) {
            cluster = broker.clusterId();
            Clients.create(broker.bootstrapServers());
            Clients.write(broker.bootstrapServers(), 0, 10);
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory, 0))) {
            assertThat(broker.clusterId()).isEqualTo(cluster);
            assertThat(Clients.read(broker.bootstrapServers(), 10))
                    .isEqualTo(IntStream.range(0, 10).boxed().toList());
        }
    }

    @Test
    void keepsAcknowledgedRecordsWhenKilled() throws Exception {
        for (int round = 0; round < 2; round++) {
            Process child = startChild();
            try {
                String servers = listening(child);
                if (round == 0) {
                    Clients.create(servers);
                }
                Clients.write(servers, round * 100, (round + 1) * 100);
            } finally {
                child.destroyForcibly().waitFor();
            }
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory, 0))) {
            assertThat(Clients.read(broker.bootstrapServers(), 200))
                    .isEqualTo(IntStream.range(0, 200).boxed().toList());
        }
    }

    /** As a broker of its own does: whoever watches the process starts it again once there is room. */
    @Test
    void endsWhenItsDiskIsFullAndKeepsWhatItAcknowledged() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 64 << 10)) {
            Process child = startChild();
            int acknowledged = 0;
            try {
                String servers = listening(child);
                child.inputReader().close();
                Clients.create(servers);
                Clients.write(servers, 0, 100);
                disk.fill();
                acknowledged = 100 + Clients.writeUntilItFails(servers, 100);

                assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(child.exitValue()).isEqualTo(1);
            } finally {
                child.destroyForcibly().waitFor();
            }
            disk.free();

            try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory, 0))) {
                assertThat(Clients.read(broker.bootstrapServers(), acknowledged))
                        .startsWith(IntStream.range(0, acknowledged).boxed().toArray(Integer[]::new));
            }
        }
    }

    @Test
    void finishesAFormatThatWasInterrupted() throws Exception {
        EmbeddedBroker.start(BrokerOptions.in(directory, 0)).close();
        Path interrupted = Files.createDirectories(directory.resolve("other"));
        Files.createDirectories(interrupted.resolve("log"));
        Files.copy(
                directory.resolve("log").resolve("bootstrap.checkpoint"),
                interrupted.resolve("log").resolve("bootstrap.checkpoint"));

        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(interrupted, 0))) {
            assertThat(broker.clusterId()).isNotEmpty();
        }
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            VizslaException error = catchThrowableOfType(
                    VizslaException.class,
                    () -> EmbeddedBroker.start(BrokerOptions.in(directory, taken.getLocalPort())));

            assertThat(error.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(error.field()).contains("kafka.port");
            assertThat(error.value()).contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void namesTheDirectoryThatIsInUse() {
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerOptions.in(directory, 0))) {
            VizslaException error = catchThrowableOfType(
                    VizslaException.class, () -> EmbeddedBroker.start(BrokerOptions.in(directory, 0)));

            assertThat(error.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(error.field()).contains("kafka.directory");
            assertThat(first.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    private Process startChild() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerChild.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String listening(Process child) throws IOException {
        BufferedReader out = child.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("LISTENING ")) {
                return line.substring("LISTENING ".length());
            }
        }
        throw new IOException("The child ended before it listened");
    }
}
