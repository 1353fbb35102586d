package io.vizsla.indexer;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/** What a followed topic flows into. All methods run on the follower's thread. */
interface FollowerSink {

    /**
     * Makes ready for a topic, forgetting what came from another topic of this name.
     *
     * @return the offset to go on from by partition; partitions that are not in it start at the beginning
     */
    Map<Integer, Long> open(Uuid topic);

    /**
     * Takes what came next, or learns that nothing did for a moment; everything before {@code positions} is then seen
     * by readers.
     *
     * @param records in order within a partition, possibly none
     * @param positions the offset after the records by partition
     */
    void accept(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> positions);

    /** Learns that following broke; {@link #open} comes next. Must not throw. */
    default void broken(Throwable cause) {}
}
