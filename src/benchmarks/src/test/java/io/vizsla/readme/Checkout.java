package io.vizsla.readme;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A tree of our repository as a first start leaves it: the launcher, a page of the handbook, and what this build made. An instance
 * that is started here listens on free ports in place of the usual ones.
 */
final class Checkout implements AutoCloseable {

    private static final Path ROOT =
            Path.of(System.getProperty("vizsla.root", "../..")).toAbsolutePath().normalize();
    private static final List<String> BUILT =
            List.of("services/standalone/target/quarkus-app/quarkus-run.jar", "services/cli/target/vizsla-cli.jar");
    private static final List<String> TARGETS =
            List.of("services/standalone/target", "services/cli/target", "services/trainer/target");
    private static final String USUAL = "localhost:8080";
    private static final int MINUTES = 5;
    private static final int FINE = 200;

    private final Path folder;
    private final int port;
    private @Nullable Process instance;

    private Checkout(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Lays it out in an empty folder; aborts the test where it is not built. */
    static Checkout in(Path folder) throws IOException {
        for (String built : BUILT) {
            assumeTrue(Files.exists(ROOT.resolve(built)), built + " is not there: ./mvnw -Dquick package");
        }
        Files.copy(ROOT.resolve("vizsla"), folder.resolve("vizsla"));
        Files.createDirectory(folder.resolve("docs"));
        Files.copy(ROOT.resolve("docs/getting-started.md"), folder.resolve("docs/getting-started.md"));
        for (String target : TARGETS) {
            Files.createDirectories(folder.resolve(target).getParent());
            Files.createSymbolicLink(folder.resolve(target), ROOT.resolve(target));
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Checkout(folder, socket.getLocalPort());
        }
    }

    /** Where commands run. */
    Path folder() {
        return folder;
    }

    /** Runs the command that starts an instance, and returns once that is ready. */
    void start(String command) throws Exception {
        Path log = folder.resolve("start.log");
        Process started = process(command + " --port " + port + " --kafka-port 0", log);
        instance = started;
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http, ready)) {
                if (!started.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(command + " leads to no instance: " + Files.readString(log));
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** Runs a command to its end and returns what it printed; fails if it fails. */
    String run(String command) throws IOException, InterruptedException {
        Path out = folder.resolve("command.log");
        Process process = process(command, out);
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(command + " failed: " + Files.readString(out));
        }
        return Files.readString(out);
    }

    /** Ends the instance as Ctrl-C would, and takes the links to what is built away. */
    @Override
    public void close() throws IOException, InterruptedException {
        Process running = instance;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(MINUTES, TimeUnit.MINUTES)) {
                running.destroyForcibly();
            }
        }
        for (String target : TARGETS) {
            Files.delete(folder.resolve(target));
        }
    }

    private Process process(String command, Path out) throws IOException {
        String here = command.replace(USUAL, "localhost:" + port);
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + here)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("VIZSLA_BUILD", "never");
        builder.environment().put("VIZSLA_URL", "http://localhost:" + port);
        return builder.start();
    }

    private static boolean isReady(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == FINE;
        } catch (IOException notYet) {
            return false;
        }
    }
}
