package io.vizsla.trainer;

import io.vizsla.refresh.job.TrainerCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The trainer in a process of its own. */
final class Child {

    private static final long HEAP = 1500L << 20;

    private Child() {}

    static Process start(Path folder) throws IOException {
        return start(folder, HEAP, 0);
    }

    /** Starts it with bounds on its memory, in bytes; 0 for none. */
    static Process start(Path folder, long heap, long memory) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new TrainerCommand(heap, memory, "auto", classPath)
                .on(folder, List.of())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    /** Kills it as soon as it prints such a line; returns the lines before. */
    static List<String> killAt(Path folder, Predicate<String> wanted) throws Exception {
        Process process = start(folder);
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.add(line);
                if (wanted.test(line)) {
                    break;
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return lines;
    }

    /** Runs it to its end and returns its lines. */
    static List<String> run(Path folder) throws Exception {
        return killAt(folder, line -> false);
    }
}
