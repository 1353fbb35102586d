package io.vizsla.standalone.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** An instance of its own: a new data directory, free ports, small bounds where a test must exceed them. */
public final class InstanceProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "vizsla.kafka.port",
                "0",
                "quarkus.http.test-port",
                "0",
                "vizsla.limits.file",
                "12M",
                // Ten megabytes are refused by the indexer instead of keeping it busy for minutes.
                "vizsla.ingest.text-characters",
                "2000000",
                "vizsla.ingest.parser.time-limit",
                "30s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(DataFolder.class));
    }
}
