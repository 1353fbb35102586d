package io.vizsla.standalone.console;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vizsla.standalone.rest.DataFolder;
import java.nio.file.Path;
import java.util.List;
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
                "vizsla.handbook-dir",
                Path.of("target/no-handbook").toAbsolutePath().toString());
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(DataFolder.class));
    }
}
