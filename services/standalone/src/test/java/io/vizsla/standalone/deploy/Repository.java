package io.vizsla.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The repository's files, and the tools that read them. */
final class Repository {

    private static final Path ROOT =
            Path.of(System.getProperty("vizsla.root", "../..")).toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Repository() {}

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /** Returns the documents of a YAML file, with its anchors and merges resolved. */
    static List<JsonNode> yaml(String path) {
        return documents(text(path));
    }

    /** Returns the documents of a text in YAML. */
    static List<JsonNode> documents(String text) {
        Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> (JsonNode) JSON.valueToTree(document))
                .toList();
    }

    /** Returns the elements of a list, or the values of an object; none of what is not there. */
    static Stream<JsonNode> each(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    /** Returns the first element that has this value in a field. */
    static JsonNode named(JsonNode list, String field, String value) {
        return each(list)
                .filter(element -> value.equals(element.path(field).asText()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Runs a command at the root and returns what it prints; skips the test where the command is not installed. */
    static String run(List<String> probe, List<String> command) throws Exception {
        Assumptions.assumeTrue(succeeds(probe), String.join(" ", probe) + " does not run here");
        Path out = Files.createTempFile("vizsla-deploy", ".out");
        try {
            Process process = start(command, ProcessBuilder.Redirect.to(out.toFile()));
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            String printed = Files.readString(out);
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            Files.delete(out);
        }
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = start(command, ProcessBuilder.Redirect.DISCARD);
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process start(List<String> command, ProcessBuilder.Redirect out) throws IOException {
        return new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
    }
}
