package io.vizsla.index.milvus;

import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers that the tests of this module share: each is started by the first that asks and ends with the process. */
final class TestServers {

    private static @Nullable MilvusServer lite;
    private static @Nullable MilvusServer full;

    private TestServers() {}

    /** Returns Milvus Lite. */
    static synchronized MilvusServer lite() {
        if (lite == null) {
            lite = MilvusServer.lite(folder("milvus-lite"));
        }
        return lite;
    }

    /** Returns the Milvus server 2.3.5. */
    static synchronized MilvusServer full() {
        if (full == null) {
            full = MilvusServer.server(folder("milvus-server"));
        }
        return full;
    }

    private static Path folder(String name) {
        Path folder = Path.of("target", name).toAbsolutePath();
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> left = Files.walk(folder)) {
                    List<Path> deepestFirst =
                            left.sorted(Comparator.reverseOrder()).toList();
                    for (Path path : deepestFirst) {
                        Files.delete(path);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
