package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How the log is reached, and the one place where clients of it are made.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param settings Kafka client settings for every client, such as those of TLS; they win over ours
 */
public record LogConnection(String bootstrapServers, Map<String, String> settings) {

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

    Admin admin(String clientId) {
        return Admin.create(with(Map.of("client.id", clientId)));
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, ?> own) {
        return new KafkaProducer<>(with(own), new ByteArraySerializer(), new ByteArraySerializer());
    }

    KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> own) {
        return new KafkaConsumer<>(with(own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
