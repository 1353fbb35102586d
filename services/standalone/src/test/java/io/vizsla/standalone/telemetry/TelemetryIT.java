package io.vizsla.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.query.port.Instance;
import io.vizsla.standalone.guide.GuidePage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One trace from whoever sends a document to whoever finds it. */
@QuarkusTest
@TestProfile(TelemetryProfile.class)
@Timeout(300)
class TelemetryIT {

    private static final String SPAN = "00f067aa0ba902b7";
    private static final String TEXT = "The Vizsla points at partridges";
    private static final String QUERY = "who points at partridges";

    @Inject
    Instance instance;

    private Traced traced;

    @BeforeEach
    void reachTheInstance() {
        traced = new Traced(instance);
    }

    @Test
    void aTraceGoesFromTheRequestOverTheLogToTheIndexAndTheHit() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4701";
        collection("followed");

        String path = "/v1/collections/followed";
        traced.send("PUT", path + "/documents/d" + Traced.WAIT, document(), Traced.parent(trace, SPAN));
        JsonNode found =
                traced.send("POST", path + "/search", "{\"query\":\"" + QUERY + "\"}", Traced.parent(trace, SPAN));

        traced.spans(trace, "vizsla.ingest.flush", "vizsla.search", "vizsla.search.select");
        // Those of the requests end last.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> traced.spans(trace).stream()
                                .filter(span -> span.at("/kind").asText().equals("SPAN_KIND_SERVER"))
                                .count()
                        == 2);
        List<JsonNode> spans = traced.spans(trace);
        JsonNode batch = Traced.one(spans, "vizsla.ingest");
        JsonNode put = Traced.byId(spans, batch.at("/parent").asText());
        assertThat(put.at("/kind").asText()).isEqualTo("SPAN_KIND_SERVER");
        assertThat(put.at("/parent").asText()).isEqualTo(SPAN);
        assertThat(batch.at("/attributes/messaging.batch.message_count").asInt())
                .isEqualTo(1);
        assertThat(batch.at("/attributes/vizsla.records.indexed").asInt()).isEqualTo(1);
        assertThat(Traced.names(spans, batch))
                .containsExactlyInAnyOrder(
                        "vizsla.ingest.parse",
                        "vizsla.ingest.cut",
                        "vizsla.ingest.encode",
                        "vizsla.ingest.write",
                        "vizsla.ingest.flush");
        JsonNode encode = Traced.one(spans, "vizsla.ingest.encode").at("/attributes");
        assertThat(encode.at("/vizsla.model").asText()).isEqualTo("bge-small-en-v1.5");
        assertThat(encode.at("/vizsla.collection").asText()).isEqualTo("followed");
        assertThat(encode.at("/vizsla.chunks").asInt()).isEqualTo(1);

        JsonNode search = Traced.one(spans, "vizsla.search");
        assertThat(Traced.byId(spans, search.at("/parent").asText()).at("/kind").asText())
                .isEqualTo("SPAN_KIND_SERVER");
        assertThat(search.at("/attributes/vizsla.hits").asInt()).isEqualTo(1);
        Set<String> stages = new HashSet<>();
        found.at("/timings").fieldNames().forEachRemaining(stage -> stages.add("vizsla.search." + stage));
        stages.remove("vizsla.search.total");
        assertThat(stages).hasSizeGreaterThan(3);
        assertThat(Traced.names(spans, search)).containsExactlyInAnyOrderElementsOf(stages);

        assertThat(traced.headers("followed/d"))
                .filteredOn(header -> header.key().equals("traceparent"))
                .singleElement()
                .satisfies(header -> assertThat(new String(header.value(), StandardCharsets.US_ASCII))
                        .isEqualTo(Traced.parent(trace, put.at("/id").asText())));
    }

    @Test
    void anyProducersTraceIsGoneOnWithAndAMalformedOneHarmsNothing() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4702";
        collection("produced");

        traced.produce("produced/good", document(), Map.of("traceparent", ascii(Traced.parent(trace, SPAN))));
        JsonNode batch = Traced.one(traced.spans(trace, "vizsla.ingest", "vizsla.ingest.flush"), "vizsla.ingest");
        assertThat(batch.at("/parent").asText()).isEqualTo(SPAN);
        traced.produce("produced/words", document(), Map.of("traceparent", ascii("nonsense")));
        traced.produce("produced/bytes", document(), Map.of("traceparent", new byte[] {-1, 0, 7}));
        traced.produce("produced/none", document(), Map.of("traceparent", new byte[0]));
        traced.produce("produced/long", document(), Map.of("traceparent", new byte[100_000]));
        traced.produce(
                "produced/state",
                document(),
                Map.of("traceparent", ascii(Traced.parent(trace, SPAN)), "tracestate", ascii("=,=;\u0000")));

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(traced.send("GET", "/v1/collections/produced/documents", "", "")
                                .at("/documents")
                                .findValuesAsText("state"))
                        .hasSize(6)
                        .containsOnly("indexed"));
    }

    @Test
    void spansTellNothingThatUsersWrite() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4703";
        collection("quiet");
        String parent = Traced.parent(trace, SPAN);
        String path = "/v1/collections/quiet";

        traced.send("PUT", path + "/documents/d" + Traced.WAIT, document(), parent);
        traced.send("POST", path + "/search", "{\"query\":\"" + QUERY + "\"}", parent);
        traced.refused(
                "POST", path + "/search", "{\"query\":\"q\",\"filter\":{\"partridges\":\"partridges\"}}", parent);
        traced.refused("POST", path + "/search", "{\"query\":\"q\",\"mode\":\"partridges\"}", parent);
        traced.refused("POST", path + "/search", "{\"query\":\"partridges", parent);
        traced.send("GET", path + "/judgements?query=" + QUERY.replace(' ', '+') + "&limit=3", "", parent);

        traced.spans(trace, "vizsla.ingest.flush", "vizsla.search");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> traced.spans(trace).toString().contains("query=&limit="));
        assertThat(traced.spans(trace).toString()).doesNotContain("partridges");
    }

    @Test
    void theRequestsOfTheGuideMakeTheTraceThatItTells() throws IOException, InterruptedException {
        String page = Files.readString(Path.of("../../docs/guides/traces.md"));
        int begin = page.indexOf("```sh\n") + 6;
        String requests = page.substring(begin, page.indexOf("```", begin))
                .replace("localhost:8080", "localhost:" + Traced.port());

        GuidePage.needs("sh", "curl");
        Process shell = new ProcessBuilder("sh", "-ec", requests)
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).as(said).isZero();
        assertThat(said).contains("pointing dog from Hungary");
        traced.spans(
                "4bf92f3577b34da6a3ce929d0e0e4736", "vizsla.ingest", "vizsla.ingest.encode", "vizsla.search.encode");
    }

    private void collection(String name) {
        traced.send("PUT", "/v1/collections/" + name, "{}", "");
    }

    private static String document() {
        return "{\"text\":\"" + TEXT + "\"}";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
