package io.vizsla.standalone.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A JDK or runtime of the oldest version that what users embed runs on, installed beside the one that runs the tests. */
final class Java17 {

    private static final List<Path> USUAL =
            List.of(Path.of(System.getProperty("java.home")).resolveSibling("."), Path.of("/usr/lib/jvm"));
    private static final String VERSION = "JAVA_VERSION=\"17";

    private Java17() {}

    /** Returns its {@code java}; where there is none the calling test is skipped. */
    static Path require() {
        Optional<Path> found = USUAL.stream()
                .filter(Files::isDirectory)
                .flatMap(Java17::folders)
                .filter(Java17::is17)
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), () -> "skipped: needs a Java 17 in one of " + USUAL);
        return found.orElseThrow();
    }

    /** Runs a prepared program and returns what it said; fails if it fails. */
    static String said(ProcessBuilder program, Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("said.txt");
        program.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS") || name.endsWith("TOOL_OPTIONS"));
        Process process =
                program.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(out);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(program.command() + " failed: " + said);
        }
        return said;
    }

    private static Stream<Path> folders(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean is17(Path home) {
        try {
            Path release = home.resolve("release");
            return Files.isRegularFile(release) && Files.readString(release).contains(VERSION);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
