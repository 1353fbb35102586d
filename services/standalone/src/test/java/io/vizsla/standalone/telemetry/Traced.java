package io.vizsla.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.query.port.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Requests and records with the context of a trace, and what the collector has of it. */
final class Traced {

    static final String WAIT = "?wait=indexed&timeout=90s";

    private static final String TOPIC = "vizsla.documents";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String brokers;

    Traced(Instance instance) {
        this.brokers = instance.bootstrapServers();
    }

    /** Returns the header of a sampled trace. */
    static String parent(String trace, String span) {
        return "00-" + trace + "-" + span + "-01";
    }

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    /** Sends a request, with the header unless it is empty. */
    JsonNode send(String method, String path, String body, String traceparent) {
        HttpResponse<String> answer = ask(method, path, body, traceparent);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json(answer.body());
    }

    /** Sends a request that is at fault. */
    void refused(String method, String path, String body, String traceparent) {
        HttpResponse<String> answer = ask(method, path, body, traceparent);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    }

    private HttpResponse<String> ask(String method, String path, String body, String traceparent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!traceparent.isEmpty()) {
            request.header("traceparent", traceparent);
        }
        return send(request.build());
    }

    /** Returns what the collector was sent. */
    JsonNode collected() {
        String address = ConfigProvider.getConfig().getValue(Collector.ADDRESS, String.class);
        return json(send(HttpRequest.newBuilder(URI.create(address + "/spans")).build())
                .body());
    }

    /** Returns the spans of a trace that the collector has. */
    List<JsonNode> spans(String trace) {
        List<JsonNode> spans = new ArrayList<>();
        for (JsonNode span : collected().at("/spans")) {
            if (span.at("/trace").asText().equals(trace)) {
                spans.add(span);
            }
        }
        return spans;
    }

    /** Returns the spans of a trace once those of these names are there. */
    List<JsonNode> spans(String trace, String... names) {
        List<JsonNode> spans = new ArrayList<>();
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            spans.clear();
            spans.addAll(spans(trace));
            assertThat(spans).extracting(span -> span.at("/name").asText()).contains(names);
        });
        return spans;
    }

    static JsonNode one(List<JsonNode> spans, String name) {
        assertThat(spans)
                .filteredOn(span -> span.at("/name").asText().equals(name))
                .hasSize(1);
        return spans.stream()
                .filter(span -> span.at("/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode byId(List<JsonNode> spans, String id) {
        return spans.stream()
                .filter(span -> span.at("/id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + id + " in " + spans));
    }

    static List<String> names(List<JsonNode> spans, JsonNode parent) {
        return spans.stream()
                .filter(span -> span.at("/parent").equals(parent.at("/id")))
                .map(span -> span.at("/name").asText())
                .toList();
    }

    /** Appends a document as any program does that knows nothing of Vizsla. */
    void produce(String key, String value, Map<String, byte[]> headers) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(TOPIC, key, value.getBytes(StandardCharsets.UTF_8));
            headers.forEach(record.headers()::add);
            var _ = producer.send(record);
        }
    }

    /** Returns the headers of the newest record of a document. */
    List<Header> headers(String key) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<Header> found = null;
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (found == null && System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.key().equals(key)) {
                        found = List.of(record.headers().toArray());
                    }
                }
            }
            assertThat(found).as("the record of %s", key).isNotNull();
            return found;
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException notJson) {
            throw new AssertionError("not JSON: " + text, notJson);
        }
    }
}
