package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How the log is reached, and the one place where clients of it are made.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param settings Kafka client settings for every client, such as those of TLS; they win over ours
 */
public record LogConnection(String bootstrapServers, Map<String, String> settings) {

    /** Of Kafka's words where none of the addresses has a name that is known. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private static final String SESSION = "session.timeout.ms";
    private static final Duration USUAL_SESSION = Duration.ofSeconds(45);

    public LogConnection {
        if (bootstrapServers.isBlank()) {
            throw VizslaException.invalid("kafka.bootstrapServers", bootstrapServers, "host:port");
        }
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** Returns a connection without settings of its own. */
    public static LogConnection to(String bootstrapServers) {
        return new LogConnection(bootstrapServers, Map.of());
    }

    /** Returns how long a group counts a member in that is not heard of. */
    Duration session() {
        String set = settings.get(SESSION);
        try {
            return set == null ? USUAL_SESSION : Duration.ofMillis(Long.parseLong(set.trim()));
        } catch (NumberFormatException _) {
            // Kafka's own client says so.
            return USUAL_SESSION;
        }
    }

    Admin admin(String clientId) {
        return made(() -> Admin.create(with(Map.of("client.id", clientId))));
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, ?> own) {
        return made(() -> new KafkaProducer<>(with(own), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(own);
        all.put(SESSION, (int) USUAL_SESSION.toMillis());
        return made(() -> new KafkaConsumer<>(with(all), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Returns a consumer that belongs to no group and reads committed records from the start. */
    KafkaConsumer<byte[], byte[]> reader(String clientId) {
        return consumer(Map.of(
                "client.id", clientId,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "allow.auto.create.topics", "false"));
    }

    /** Returns the same failure, which tells of which log it is. */
    VizslaException of(VizslaException failure) {
        return failure.code() == ErrorCode.LOG_UNAVAILABLE
                ? VizslaException.of(failure.code(), at() + ": " + failure.detail(), failure)
                : failure;
    }

    /** A client that cannot be made has settings that are none, or a name that does not resolve, as while others start. */
    private <T> T made(Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException refused) {
            Throwable root = refused;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String why = root.getMessage();
            if (why != null && why.contains(UNRESOLVED)) {
                throw VizslaException.of(ErrorCode.LOG_UNAVAILABLE, why, refused);
            }
            throw VizslaException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    at() + ": settings in vizsla.kafka.client that a Kafka client does not take: " + why,
                    refused);
        }
    }

    private String at() {
        return "Kafka at " + bootstrapServers;
    }

    private Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", bootstrapServers);
        // A broker that was restarted on this machine is back in a second or two: do not wait longer than that to look.
        all.put("reconnect.backoff.max.ms", 1000);
        all.put("retry.backoff.max.ms", 1000);
        // Kafka's push of client metrics to the broker; ours are published otherwise.
        all.put("enable.metrics.push", false);
        all.putAll(own);
        all.putAll(settings);
        return all;
    }
}
