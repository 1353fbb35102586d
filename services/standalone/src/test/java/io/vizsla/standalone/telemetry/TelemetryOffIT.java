package io.vizsla.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.query.port.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where nobody asks for traces, nothing is sent, written or running. */
@QuarkusTest
@TestProfile(TelemetryProfile.Off.class)
class TelemetryOffIT {

    @Inject
    Instance instance;

    @Test
    void nothingIsSentNoHeaderIsWrittenAndNoExporterRuns() throws InterruptedException {
        Traced traced = new Traced(instance);
        String parent = Traced.parent("4bf92f3577b34da6a3ce929d0e0e4704", "00f067aa0ba902b7");
        traced.send("PUT", "/v1/collections/untraced", "{}", parent);

        traced.send(
                "PUT",
                "/v1/collections/untraced/documents/d" + Traced.WAIT,
                "{\"text\":\"The Vizsla points\"}",
                parent);
        traced.send("POST", "/v1/collections/untraced/search", "{\"query\":\"who points\"}", parent);
        traced.send("POST", "/v1/collections/untraced/rebuild", "{\"cutting\":{\"maxTokens\":32}}", parent);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> traced.send("GET", "/v1/collections/untraced/rebuild", "", "")
                        .at("/state")
                        .asText()
                        .equals("done"));
        // Several times as long as an exporter waits here before it sends.
        Thread.sleep(Duration.ofSeconds(1));

        assertThat(traced.collected().at("/requests").asInt()).isZero();
        assertThat(traced.headers("untraced/d")).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("SpanProcessor"));
    }
}
