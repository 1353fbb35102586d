package io.vizsla.standalone.wiring;

import io.vizsla.query.port.Instance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** This process as an instance. */
final class StandaloneInstance implements Instance {

    private final StandaloneParts parts;
    private final long start = System.nanoTime();
    private final String version;

    StandaloneInstance(StandaloneParts parts) {
        this.parts = parts;
        this.version = ConfigProvider.getConfig()
                .getOptionalValue("quarkus.application.version", String.class)
                .orElse("unknown");
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String bootstrapServers() {
        return parts.logPart.connection().bootstrapServers();
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public boolean started() {
        return true;
    }

    @Override
    public Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        if (parts.role.writesIndexes()) {
            troubles.putAll(ingest());
        }
        troubles.put("store", parts.store.trouble());
        troubles.put("search", parts.canary.trouble());
        return troubles;
    }

    /** A process that only searches goes on while Kafka is away: taken out of service it would end what still works. */
    @Override
    public Map<String, String> asides() {
        return parts.role.writesIndexes() ? Map.of() : ingest();
    }

    private Map<String, String> ingest() {
        Map<String, String> troubles = new LinkedHashMap<>();
        troubles.put("broker", parts.brokerClient.trouble());
        troubles.put("indexer", parts.indexer.trouble());
        return troubles;
    }
}
