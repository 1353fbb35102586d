package io.vizsla.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.query.port.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a line of the log, and from a metric, to the trace that it belongs to. */
@QuarkusTest
@TestProfile(CorrelatedProfile.class)
@Timeout(300)
class CorrelationIT {

    /** Writes a line where a conversation cannot be condensed. */
    static final String WRITER = "io.vizsla.query.answer.Condenser";

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4711";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final Pattern EXEMPLAR =
            Pattern.compile("(?m)^vizsla_search_requests_total\\{mode=\"hybrid\",status=\"ok\"} \\S+ # \\{(.*?)}");
    private static final Pattern STAGE = Pattern.compile("(?m)^vizsla_search_stage_seconds_count\\{stage=\"(\\w+)\"}");
    private static final Pattern TRACE_ID = Pattern.compile("trace_id=\"([0-9a-f]{32})\"");

    @Inject
    Instance instance;

    private Traced traced;

    @BeforeEach
    void reachTheInstance() {
        traced = new Traced(instance);
        traced.send("PUT", "/v1/collections/correlated", "{}", "");
        traced.send(
                "PUT",
                "/v1/collections/correlated/documents/d" + Traced.WAIT,
                "{\"text\":\"The Vizsla points at partridges\"}",
                "");
    }

    @Test
    void aLineOfARequestNamesItsTraceAndASpanOfIt() {
        Kept lines = new Kept();
        Logger writer = Logger.getLogger(WRITER);
        writer.addHandler(lines);
        try {
            traced.send("POST", "/v1/collections/correlated/answer", """
                    {"messages": [{"role": "user", "content": "what is a vizsla?"},
                                  {"role": "assistant", "content": "a dog"},
                                  {"role": "user", "content": "and what does it do?"}]}
                    """, Traced.parent(TRACE, SPAN));
        } finally {
            writer.removeHandler(lines);
        }

        assertThat(lines.records).singleElement().satisfies(line -> {
            assertThat(line.getMdc("traceId")).isEqualTo(TRACE);
            String span = line.getMdc("spanId");
            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(traced.spans(TRACE))
                    .extracting(one -> one.at("/id").asText())
                    .contains(span));
            String format = ConfigProvider.getConfig().getValue("quarkus.log.console.format", String.class);
            assertThat(new PatternFormatter(format).format(line).strip()).endsWith(TRACE + " " + span);
        });
    }

    @Test
    void aCountOfSearchesNamesATraceOfOneOfThem() throws Exception {
        traced.send(
                "POST",
                "/v1/collections/correlated/search",
                "{\"query\":\"who points\"}",
                Traced.parent("4bf92f3577b34da6a3ce929d0e0e4712", SPAN));

        String metrics = metrics();
        Matcher exemplar = EXEMPLAR.matcher(metrics);

        assertThat(exemplar.find())
                .as(
                        "%s",
                        metrics.lines()
                                .filter(line -> line.startsWith("vizsla_search"))
                                .toList())
                .isTrue();
        Matcher trace = TRACE_ID.matcher(exemplar.group(1));
        assertThat(trace.find()).as(exemplar.group(1)).isTrue();
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(traced.spans(trace.group(1)))
                .extracting(span -> span.at("/name").asText())
                .contains("vizsla.search"));
    }

    @Test
    void theStagesThatAreMeasuredAreTheSpansOfASearch() throws Exception {
        String searched = "4bf92f3577b34da6a3ce929d0e0e4713";
        traced.send(
                "POST",
                "/v1/collections/correlated/search",
                "{\"query\":\"who points\"}",
                Traced.parent(searched, SPAN));

        Set<String> stages = new TreeSet<>();
        STAGE.matcher(metrics()).results().forEach(stage -> stages.add("vizsla.search." + stage.group(1)));
        stages.remove("vizsla.search.total");

        assertThat(stages).hasSizeGreaterThan(3);
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(traced.spans(searched))
                .extracting(span -> span.at("/name").asText())
                .filteredOn(name -> name.startsWith("vizsla.search."))
                .containsExactlyInAnyOrderElementsOf(stages));
    }

    private static String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + Traced.port() + "/q/metrics"))
                .header("Accept", "application/openmetrics-text; version=1.0.0; charset=utf-8")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** Keeps what is written, with what was known of the request then. */
    private static final class Kept extends Handler {

        private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            ExtLogRecord kept = ExtLogRecord.wrap(line);
            kept.copyAll();
            records.add(kept);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
