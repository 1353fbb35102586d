package io.vizsla.query.rest.dto;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the instance is. */
@Schema(name = "InstanceStatus")
public record InstanceStatus(
        String version,
        @Schema(description = "Whether searches work.") boolean ready,
        @Schema(description = "Seconds since the start.") double uptime,
        Ingest ingest,
        Broker broker) {

    /** How the indexer gets on. */
    @Schema(name = "IngestStatus")
    public record Ingest(
            double recordsPerSecond,

            @Schema(description = "Records that wait on the log.")
            long lag,

            @Schema(description = "Records since the start, by how they ended.")
            Map<String, Long> outcomes) {}

    /** Where Kafka clients connect. */
    @Schema(name = "BrokerStatus")
    public record Broker(String bootstrapServers) {}
}
