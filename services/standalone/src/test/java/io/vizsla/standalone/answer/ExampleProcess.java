package io.vizsla.standalone.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The packaged example {@code examples/chat-quarkus} in a process of its own; the test is aborted where it is not packaged. */
final class ExampleProcess implements AutoCloseable {

    private static final Path JAR = Path.of("../../examples/chat-quarkus/target/quarkus-app/quarkus-run.jar")
            .toAbsolutePath()
            .normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+:\\d+)");

    private final Process process;
    private final String url;

    private ExampleProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it with these environment variables on a port that it chooses, and returns once it listens. */
    static ExampleProcess start(Path folder, Map<String, String> environment) throws Exception {
        Assumptions.assumeTrue(Files.exists(JAR), JAR + " is not there: ./mvnw -pl examples/chat-quarkus package");
        Path log = folder.resolve("example.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PORT", "0");
        Process process = builder.start();
        return new ExampleProcess(process, await(process, log));
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static String await(Process process, Path log) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Matcher told = LISTENING.matcher(Files.readString(log));
        while (!told.find()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("the example did not start: " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
            told = LISTENING.matcher(Files.readString(log));
        }
        return told.group(1);
    }
}
