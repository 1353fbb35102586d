package io.vizsla.indexer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records of a topic once, from its beginning to what is its end at the start. */
final class TopicScan {

    private TopicScan() {}

    static void scan(LogConnection connection, String topic, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = connection.reader(topic + "-scan")) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (end.entrySet().stream().anyMatch(left -> consumer.position(left.getKey()) < left.getValue())) {
                consumer.poll(Duration.ofMillis(500)).forEach(visitor);
            }
        } catch (KafkaException failed) {
            throw LogErrors.unavailable("read " + topic, failed);
        }
    }
}
