package io.vizsla.standalone.console;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An instance with a data folder of its own, on free ports, without the handbook. */
public final class ConsoleProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port",
                "0",
                "vizsla.kafka.port",
                "0",
                "vizsla.data-dir",
                folder("data").toString(),
                "vizsla.handbook-dir",
                folder("handbook").toString());
    }

    private static Path folder(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "console-" + name);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
