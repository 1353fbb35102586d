package io.vizsla.artefacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The folder of files that are being written or fetched, perhaps by several processes. */
final class TemporaryFiles {

    /** Whoever still writes a file has touched it more recently. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private TemporaryFiles() {}

    /** Makes it if need be, and removes what crashes left; what another process is writing stays. */
    static void tidy(Path folder) throws IOException {
        Files.createDirectories(folder);
        Instant before = Instant.now().minus(FORGOTTEN);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (lastWritten(file).isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Instant lastWritten(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException gone) {
            return Instant.MAX;
        }
    }
}
