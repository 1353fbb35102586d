package io.vizsla.standalone.answer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The packaged example {@code examples/chat-quarkus} in a process of its own; the test is aborted where it is not packaged. */
final class ExampleProcess implements AutoCloseable {

    private static final Path JAR = Path.of("../../examples/chat-quarkus/target/quarkus-app/quarkus-run.jar")
            .toAbsolutePath()
            .normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process process;
    private final int port;

    private ExampleProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it with these environment variables and returns once it listens. */
    static ExampleProcess start(Path folder, Map<String, String> environment) throws Exception {
        Assumptions.assumeTrue(Files.exists(JAR), JAR + " is not there: ./mvnw -pl examples/chat-quarkus package");
        int port = freePort();
        Path log = folder.resolve("example.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PORT", Integer.toString(port));
        ExampleProcess example = new ExampleProcess(builder.start(), port);
        example.await(log);
        return example;
    }

    String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private void await(Path log) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains("Listening on")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("the example did not start: " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
