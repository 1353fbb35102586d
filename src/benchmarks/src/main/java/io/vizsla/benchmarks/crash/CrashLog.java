package io.vizsla.benchmarks.crash;

import io.vizsla.indexer.LogConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as any client of the log would. */
final class CrashLog {

    private CrashLog() {}

    static List<ConsumerRecord<byte[], byte[]>> read(LogConnection connection, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader(connection, "read_committed");
                KafkaConsumer<byte[], byte[]> eager = reader(connection, "read_uncommitted")) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // The end of a transaction that was committed a moment ago may not be marked yet; it is waited for.
            Map<TopicPartition, Long> end = eager.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(left -> consumer.position(left.getKey()) < left.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static KafkaConsumer<byte[], byte[]> reader(LogConnection connection, String isolation) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                connection.bootstrapServers(),
                "isolation.level",
                isolation,
                "auto.offset.reset",
                "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
