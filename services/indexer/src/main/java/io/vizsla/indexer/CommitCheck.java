package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sees what became of a transaction whose end was answered with an error that tells nothing. */
final class CommitCheck {

    private static final Duration POLL = Duration.ofMillis(250);

    private CommitCheck() {}

    /**
     * Returns whether a record was committed. Its transaction must have ended, as it has once another one of its name was begun.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if the log does not tell in time
     */
    static boolean isCommitted(LogConnection connection, RecordMetadata record, Duration timeout) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long end = System.nanoTime() + timeout.toNanos();
        try (KafkaConsumer<byte[], byte[]> reader = connection.reader("vizsla-commit-check")) {
            reader.assign(List.of(partition));
            reader.seek(partition, record.offset());
            while (reader.position(partition) <= record.offset()) {
                for (ConsumerRecord<byte[], byte[]> next : reader.poll(POLL)) {
                    return next.offset() == record.offset();
                }
                if (System.nanoTime() > end) {
                    throw VizslaException.of(
                            ErrorCode.LOG_UNAVAILABLE,
                            "Topic " + record.topic() + " does not tell whether " + record + " is there");
                }
            }
            return false;
        }
    }
}
