package io.vizsla.indexer;

import io.vizsla.ingestion.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that are processed and committed together.
 *
 * @param records in log order within each partition, at least one
 * @param bytes of their keys, values and headers
 */
record LogBatch(List<LogRecord> records, long bytes) {

    LogBatch {
        records = List.copyOf(records);
    }

    Set<Integer> partitions() {
        Set<Integer> partitions = new TreeSet<>();
        records.forEach(record -> partitions.add(record.position().partition()));
        return partitions;
    }

    /** Returns how many records are of a partition. */
    long count(int partition) {
        return records.stream()
                .filter(record -> record.position().partition() == partition)
                .count();
    }

    /** Returns what to commit: the offset after the last record of each partition. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (LogRecord record : records) {
            offsets.put(
                    new TopicPartition(Topics.DOCUMENTS, record.position().partition()),
                    new OffsetAndMetadata(record.position().offset() + 1));
        }
        return offsets;
    }
}
