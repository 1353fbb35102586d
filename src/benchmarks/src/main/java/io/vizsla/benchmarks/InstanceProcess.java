package io.vizsla.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An instance of its own, started as a user starts one, over a data folder. Close it to end it. */
final class InstanceProcess implements AutoCloseable {

    private static final Path ROOT =
            Path.of(System.getProperty("vizsla.root", ".")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int SECONDS_TO_STOP = 30;

    private final Process process;
    private final String url;
    private final RunningInstance instance;

    private InstanceProcess(Process process, String url) {
        this.process = process;
        this.url = url;
        this.instance = new RunningInstance(url);
    }

    /** Starts one on free ports and returns once it is ready; the first start of a checkout builds it. */
    static InstanceProcess start(Path data) throws IOException, InterruptedException {
        return start(data, Map.of());
    }

    /** As {@link #start(Path)}, with more environment variables, such as those that the launcher reads. */
    static InstanceProcess start(Path data, Map<String, String> environment) throws IOException, InterruptedException {
        int port = freePort();
        Files.createDirectories(data);
        ProcessBuilder command = new ProcessBuilder(
                        ROOT.resolve("vizsla").toString(),
                        "start",
                        "--port",
                        String.valueOf(port),
                        "--kafka-port",
                        "0",
                        "--data-dir",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
        command.environment().putAll(environment);
        Process process = command.start();
        // Who stops the benchmark in the middle does not want to look for an instance.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        InstanceProcess started = new InstanceProcess(process, "http://localhost:" + port);
        try {
            started.awaitReady();
            return started;
        } catch (RuntimeException | InterruptedException failed) {
            started.close();
            throw failed;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!instance.isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("The instance did not start; its log is beside its data folder.");
            }
            Thread.sleep(200);
        }
    }

    String url() {
        return url;
    }

    RunningInstance instance() {
        return instance;
    }

    /** Kills it as a crash would. */
    void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
