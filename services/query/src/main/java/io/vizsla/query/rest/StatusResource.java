package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.query.port.IngestProgress;
import io.vizsla.query.port.Instance;
import io.vizsla.query.rest.dto.InstanceStatus;
import io.vizsla.query.rest.dto.InstanceStatus.Broker;
import io.vizsla.query.rest.dto.InstanceStatus.Ingest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the instance is, for the console. */
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Instance")
public class StatusResource {

    private final Instance instance;
    private final IngestProgress progress;

    /** Serves by these parts. */
    public StatusResource(Instance instance, IngestProgress progress) {
        this.instance = instance;
        this.progress = progress;
    }

    /** Describes the instance. */
    @GET
    @Operation(operationId = "getStatus", summary = "How the instance is")
    public InstanceStatus get() {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        progress.outcomes().forEach((outcome, count) -> outcomes.put(outcome.id(), count));
        return new InstanceStatus(
                instance.version(),
                instance.troubles().values().stream().allMatch(String::isEmpty),
                instance.uptime().toMillis() / 1e3,
                new Ingest(progress.recordsPerSecond(), progress.lag(), outcomes),
                new Broker(instance.bootstrapServers()));
    }
}
