package io.vizsla.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.query.port.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rebuild goes on with the trace of the request that began it. */
@QuarkusTest
@TestProfile(TelemetryProfile.class)
@Timeout(300)
class RebuildTraceIT {

    private static final String SPAN = "00f067aa0ba902b7";
    private static final String COLLECTION = "/v1/collections/traced-anew";
    private static final int DOCUMENTS = 6;

    @Inject
    Instance instance;

    private Traced traced;

    @BeforeEach
    void reachTheInstance() {
        traced = new Traced(instance);
    }

    @Test
    void aRebuildAndTheWayBackLeaveTheirPhasesAndBatchesAndNoText() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4721";
        String back = "4bf92f3577b34da6a3ce929d0e0e4722";
        traced.send("PUT", COLLECTION, "{}", "");
        for (int i = 0; i < DOCUMENTS; i++) {
            String body = "{\"title\":\"Partridges\",\"text\":\"The Vizsla points at partridges number " + i + "\"}";
            traced.send("PUT", COLLECTION + "/documents/d" + i + Traced.WAIT, body, "");
        }

        traced.send("POST", COLLECTION + "/rebuild", "{\"cutting\":{\"maxTokens\":32}}", Traced.parent(trace, SPAN));
        awaitDone();
        List<JsonNode> spans = traced.spans(trace, "vizsla.rebuild", "POST /v1/collections/{collection}/rebuild");
        traced.send("POST", COLLECTION + "/rebuild/rollback", "", Traced.parent(back, SPAN));
        awaitDone();
        List<JsonNode> returned = traced.spans(back, "vizsla.rebuild");

        JsonNode rebuild = Traced.one(spans, "vizsla.rebuild");
        JsonNode request = Traced.one(spans, "POST /v1/collections/{collection}/rebuild");
        assertThat(rebuild.at("/parent")).isEqualTo(request.at("/id"));
        assertThat(rebuild.at("/attributes/vizsla.collection").asText()).isEqualTo("traced-anew");
        assertThat(rebuild.at("/attributes/vizsla.model").asText()).isEqualTo("bge-small-en-v1.5");
        assertThat(rebuild.at("/attributes/vizsla.documents").asInt()).isEqualTo(DOCUMENTS);
        assertThat(rebuild.at("/attributes/vizsla.documents.failed").asInt()).isZero();
        assertThat(rebuild.at("/attributes/vizsla.rebuild.back").asBoolean()).isFalse();
        assertThat(new HashSet<>(Traced.names(spans, rebuild)))
                .isEqualTo(Set.of(
                        "vizsla.rebuild.wait",
                        "vizsla.rebuild.fill",
                        "vizsla.rebuild.check",
                        "vizsla.rebuild.switch",
                        "vizsla.rebuild.batch"));
        assertThat(Traced.one(spans, "vizsla.rebuild.fill")
                        .at("/attributes/vizsla.busy_ms")
                        .asDouble())
                .isPositive();
        assertThat(Traced.one(spans, "vizsla.rebuild.switch")
                        .at("/attributes/vizsla.times")
                        .asInt())
                .isPositive();
        everyDocumentIsInABatchWithItsStages(spans);
        assertThat(spans.toString()).doesNotContain("artridges");
        assertThat(Traced.one(returned, "vizsla.rebuild")
                        .at("/attributes/vizsla.rebuild.back")
                        .asBoolean())
                .isTrue();
    }

    private static void everyDocumentIsInABatchWithItsStages(List<JsonNode> spans) {
        List<JsonNode> batches = spans.stream()
                .filter(span -> span.at("/name").asText().equals("vizsla.rebuild.batch"))
                .toList();
        assertThat(batches).allSatisfy(batch -> assertThat(
                        batch.at("/attributes/messaging.batch.message_count").asInt())
                .isPositive());
        assertThat(batches.stream()
                        .mapToInt(batch ->
                                batch.at("/attributes/vizsla.records.indexed").asInt())
                        .sum())
                .isEqualTo(DOCUMENTS);
        assertThat(Traced.names(spans, batches.getFirst()))
                .containsExactlyInAnyOrder(
                        "vizsla.ingest.parse",
                        "vizsla.ingest.cut",
                        "vizsla.ingest.encode",
                        "vizsla.ingest.write",
                        "vizsla.ingest.flush");
    }

    private void awaitDone() {
        await().atMost(Duration.ofSeconds(90)).until(() -> traced.send("GET", COLLECTION + "/rebuild", "", "")
                .at("/state")
                .asText()
                .equals("done"));
    }
}
