package io.vizsla.standalone.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
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

    /** Starts it over a collection of the instance under test, with the scripted model, and returns once it listens. */
    static ExampleProcess start(Path folder, String collection) throws Exception {
        Assumptions.assumeTrue(Files.exists(JAR), JAR + " is not there: ./mvnw -pl examples/chat-quarkus package");
        Path log = folder.resolve("example.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        String model = ConfigProvider.getConfig().getValue("vizsla.chat.url", String.class);
        builder.environment().put("VIZSLA_URL", "http://localhost:" + Asking.port());
        builder.environment().put("VIZSLA_COLLECTION", collection);
        builder.environment().put("CHAT_URL", model);
        builder.environment().put("CHAT_MODEL", "scripted");
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
