package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
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

/**
 * Reads the committed records of a topic once, from its beginning to what is its end at the start.
 *
 * <p>A transaction becomes visible partition by partition: whoever has seen one of its records may find another one still
 * held back. The end is therefore where the log ends, and not where its visible part does; what lies between them is
 * waited for.
 */
final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long records are waited for that an open transaction holds back: what is decided shows in milliseconds. */
    private static final Duration UNDECIDED = Duration.ofSeconds(5);

    private TopicScan() {}

    /**
     * Hands every record to the visitor. Records of a transaction that stays open for seconds are not among them.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if the log fails, or gives nothing for a minute before the end
     */
    static void scan(LogConnection connection, String topic, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        scan(connection, topic, visitor, UNDECIDED);
    }

    /** As {@link #scan(LogConnection, String, Consumer)} with another wait for what is undecided. */
    static void scan(
            LogConnection connection,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> visitor,
            Duration undecided) {
        try (KafkaConsumer<byte[], byte[]> consumer = connection.reader(topic + "-scan")) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> visible = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> end = ends(connection, topic, partitions);
            consumer.seekToBeginning(partitions);
            long left = left(consumer, end);
            long progress = System.nanoTime();
            while (left > 0) {
                consumer.poll(POLL).forEach(visitor);
                long now = left(consumer, end);
                long idle = System.nanoTime() - progress;
                if (now < left) {
                    progress = System.nanoTime();
                } else if (left(consumer, visible) == 0 && idle > undecided.toNanos()) {
                    return;
                } else if (idle > PATIENCE.toNanos()) {
                    throw VizslaException.of(
                            ErrorCode.LOG_UNAVAILABLE,
                            "Topic " + topic + " gave nothing for " + PATIENCE.toSeconds() + " s, " + now
                                    + " offsets before its end");
                }
                left = now;
            }
        } catch (KafkaException failed) {
            throw LogErrors.unavailable("read " + topic, failed);
        }
    }

    /** Where the partitions end, with what no transaction has decided yet. */
    private static Map<TopicPartition, Long> ends(
            LogConnection connection, String topic, List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> undecided =
                connection.consumer(Map.of("client.id", topic + "-end", "isolation.level", "read_uncommitted"))) {
            return undecided.endOffsets(partitions);
        }
    }

    private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
        return end.entrySet().stream()
                .mapToLong(one -> Math.max(0, one.getValue() - consumer.position(one.getKey())))
                .sum();
    }
}
