package io.vizsla.indexer;

import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

    /** Returns the offset of the first record of a partition, empty if there is none. */
    OptionalLong first(int partition) {
        return records.stream()
                .map(LogRecord::position)
                .filter(position -> position.partition() == partition)
                .mapToLong(LogPosition::offset)
                .findFirst();
    }

    /** Returns what to commit: the offset after the last record of each partition. */
    Map<TopicPartition, OffsetAndMetadata> offsets(LoopProgress progress) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (LogRecord record : records) {
            int partition = record.position().partition();
            offsets.put(
                    new TopicPartition(Topics.DOCUMENTS, partition),
                    progress.at(partition, record.position().offset() + 1));
        }
        return offsets;
    }
}
