package io.vizsla.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of an instance's indexes. What is merged in the background is searched a little differently afterwards, so that
 * whoever compares two searches to the last digit has to know that nothing was merged between them.
 *
 * @param folder of the indexes
 */
record IndexFiles(Path folder) {

    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 5;

    /** Compares searches. */
    @FunctionalInterface
    interface Comparison {
        /** Does it. */
        void run() throws Exception;
    }

    /** Compares, and does so again if the files changed meanwhile and the comparison failed. */
    void whileAtRest(Comparison comparison) throws Exception {
        for (int attempt = 1; ; attempt++) {
            Map<Path, Long> before = atRest();
            try {
                comparison.run();
                return;
            } catch (AssertionError differs) {
                if (attempt == ATTEMPTS || lengths().equals(before)) {
                    throw differs;
                }
            }
        }
    }

    /** Returns the files once they have stayed as they are for a while. */
    private Map<Path, Long> atRest() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<Path, Long> before = lengths();
        long since = System.nanoTime();
        while (System.nanoTime() - since < REST.toNanos()) {
            Thread.sleep(250);
            Map<Path, Long> now = lengths();
            if (!now.equals(before)) {
                before = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the index never rests: " + now);
            }
        }
        return before;
    }

    private Map<Path, Long> lengths() {
        Map<Path, Long> lengths = new TreeMap<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    lengths.put(file, attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return lengths;
    }
}
