package io.vizsla.standalone.guide;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the handbook, or of the root, whose snippets tests run as they stand there, against the instance under test. */
public final class GuidePage {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final String USUAL = "localhost:8080";

    /** An error that is answered fails the command, as does one before its last line or before a pipe. */
    private static final String STRICT = "set -e -o pipefail; curl() { command curl --fail-with-body -sS \"$@\"; }\n";

    private static final int SECONDS = 300;

    private final String text;
    private final String instance;

    private GuidePage(String text, String instance) {
        this.text = text;
        this.instance = instance;
    }

    /**
     * Reads a page.
     *
     * @param path from the root of the repository
     * @param port of the instance under test, which stands in for 8080
     */
    public static GuidePage of(String path, int port) throws IOException {
        return new GuidePage(Files.readString(ROOT.resolve(path)), "localhost:" + port);
    }

    /** Returns the snippets of a language in their order; those without one for the empty name. */
    public List<String> snippets(String language) {
        return FENCED.matcher(text)
                .results()
                .filter(found -> found.group(1).equals(language))
                .map(found -> found.group(2))
                .toList();
    }

    /** Returns the one snippet without a language that begins so. */
    public String command(String beginning) {
        return snippets("").stream()
                .filter(snippet -> snippet.startsWith(beginning))
                .reduce((one, another) -> {
                    throw new AssertionError("two snippets begin with " + beginning);
                })
                .orElseThrow(() -> new AssertionError("no snippet begins with " + beginning));
    }

    /** Returns what the page says, as one line. */
    public String prose() {
        return text.replaceAll("\\s+", " ");
    }

    /** Runs a command in the root of the repository by the shell, and returns what it printed; fails if it fails. */
    public String shell(String command, Map<String, String> environment) throws IOException, InterruptedException {
        return shell(command, environment, ROOT);
    }

    /** Runs it in another folder. */
    public String shell(String command, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        needs("bash", "curl");
        return run(List.of("bash", "-c", STRICT + command.replace(USUAL, instance)), environment, folder);
    }

    /** Runs a program there whose last argument is a snippet, such as Python's. */
    public String program(Path program, String option, String snippet) throws IOException, InterruptedException {
        return run(List.of(program.toString(), option, snippet.replace(USUAL, instance)), Map.of(), ROOT);
    }

    /** Skips the test where one of these programs is not on the path. */
    public static void needs(String... programs) {
        List<Path> folders = Stream.of(
                        System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        for (String program : programs) {
            assumeTrue(
                    folders.stream().map(folder -> folder.resolve(program)).anyMatch(Files::isExecutable),
                    "there is no " + program + " on the path");
        }
    }

    private static String run(List<String> words, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("snippet", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String told = Files.readString(out);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", words) + " failed: " + told);
            }
            return told;
        } finally {
            Files.delete(out);
        }
    }

    /**
     * Tells which snippets of Java do not stand word for word in the source of a test, which has {@code url} in place of the
     * address.
     */
    public List<String> notIn(Class<?> test) throws IOException {
        String source = plain(Files.readString(TESTS.resolve(test.getName().replace('.', '/') + ".java")));
        return snippets("java").stream()
                .filter(snippet -> !source.contains(plain(snippet.replace("\"http://" + USUAL + "\"", "url"))))
                .toList();
    }

    /** Pages are indented less. */
    private static String plain(String code) {
        return code.replaceAll("\\s+", "");
    }
}
