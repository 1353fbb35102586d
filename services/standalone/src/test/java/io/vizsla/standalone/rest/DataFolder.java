package io.vizsla.standalone.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A data folder that an instance under test finds empty, and that goes with it: one holds hundreds of megabytes. */
public final class DataFolder implements QuarkusTestResourceLifecycleManager {

    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        try {
            Path created = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "instance-");
            folder = created;
            return Map.of("vizsla.data-dir", created.toAbsolutePath().toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public void stop() {
        Path gone = folder;
        if (gone == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(gone)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
