package io.vizsla.standalone.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** {@code ./vizsla mcp} as it is packaged, in a process of its own; the test is aborted where it is not packaged. */
final class BridgeProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "2025-03-26";
    private static final Path CLI = Path.of("../cli/target").toAbsolutePath().normalize();
    private static final Path JAR = CLI.resolve("vizsla-cli.jar");

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private int asked;

    private BridgeProcess(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it for the instance at this URL, with these environment variables and more options. */
    static BridgeProcess start(String url, Map<String, String> environment, String... options) throws IOException {
        Assumptions.assumeTrue(Files.exists(JAR), JAR + " is not there: ./mvnw -pl services/cli -am package");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JAR + ":" + CLI.resolve("lib") + "/*",
                "io.vizsla.cli.Main",
                "mcp",
                "--url",
                url));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("VIZSLA_API_KEY");
        builder.environment().putAll(environment);
        return new BridgeProcess(builder.start());
    }

    /** Begins a session and returns the answer. */
    JsonNode begin() throws IOException {
        JsonNode begun = ask(
                "initialize",
                Map.of(
                        "protocolVersion",
                        VERSION,
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", "it", "version", "1")));
        write(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
        return begun;
    }

    /** Calls a tool and returns its result. */
    JsonNode call(String tool, Map<String, ?> arguments) throws IOException {
        return ask("tools/call", Map.of("name", tool, "arguments", arguments)).at("/result");
    }

    private JsonNode ask(String method, Map<String, ?> parameters) throws IOException {
        asked++;
        write(Map.of("jsonrpc", "2.0", "id", asked, "method", method, "params", parameters));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the bridge ended");
        }
        JsonNode answer = JSON.readTree(line);
        if (answer.at("/id").asInt() != asked) {
            throw new IOException("not the answer to " + asked + ": " + line);
        }
        return answer;
    }

    private void write(Map<String, ?> message) throws IOException {
        in.write(JSON.writeValueAsString(message));
        in.newLine();
        in.flush();
    }

    /** Ends its input and returns its exit code. */
    int end() throws IOException, InterruptedException {
        in.close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IOException("the bridge does not end with its input");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
