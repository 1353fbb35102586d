package io.vizsla.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs that come as Python packages, installed once into a folder below the user's cache and used by later runs. Where
 * there is no Python, or no index to install from, the test is aborted with the reason.
 */
public final class PythonEnvironment {

    private static final int MINUTES = 10;
    private static final String READY = "ready";

    private final Path folder;

    private PythonEnvironment(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns an environment that holds these packages.
     *
     * @param name of its folder
     * @param requirements with their versions, such as {@code milvus-lite==3.2.2}
     */
    public static PythonEnvironment of(String name, String... requirements) {
        String key = name + "-" + Integer.toHexString(Objects.hash((Object[]) requirements));
        Path root = Path.of(System.getProperty("user.home"), ".cache", "vizsla", "python");
        Path folder = root.resolve(key);
        try {
            Files.createDirectories(root);
            try (FileChannel lock = FileChannel.open(
                            root.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                if (held.isValid() && !Files.exists(folder.resolve(READY))) {
                    install(folder, List.of(requirements));
                }
            }
        } catch (IOException e) {
            abort("no Python environment " + key + ": " + e);
        }
        return new PythonEnvironment(folder);
    }

    /** Returns the path of a program that the packages brought. */
    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /**
     * Runs a program of the packages to its end, in the module's folder, and returns what it printed.
     *
     * @param environment variables beside those of this process
     * @param words the program's name, and what it is given
     * @throws AssertionError if it fails, or is not done after ten minutes; it holds what the program said of it
     */
    public String run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile("python", ".out");
        Path errors = Files.createTempFile("python", ".err");
        try {
            List<String> command = new ArrayList<>(List.of(words));
            command.set(0, program(words[0]).toString());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", words)
                        + (ended ? " failed: " : " did not end: ")
                        + Files.readString(errors)
                        + Files.readString(out));
            }
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(errors);
        }
    }

    private static void install(Path folder, List<String> requirements) throws IOException {
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        run(log, Stream.of("python3", "-m", "venv", "--clear", folder.toString()));
        run(
                log,
                Stream.concat(
                        Stream.of(folder.resolve("bin/pip").toString(), "install", "--quiet", "--no-input"),
                        requirements.stream()));
        Files.createFile(folder.resolve(READY));
    }

    private static void run(Path log, Stream<String> command) throws IOException {
        List<String> words = command.toList();
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                String text = Files.readString(log);
                throw new IOException(String.join(" ", words) + " failed: "
                        + text.substring(Math.max(0, text.length() - 500)).strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
