package io.vizsla.indexer;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** Makes the consumer of a session: a static member of the group that sees committed records and commits nothing itself. */
final class LogReader {

    private LogReader() {}

    static Consumer<byte[], byte[]> open(LoopSurroundings surroundings, LoopOptions options) {
        return surroundings.consumer(Map.ofEntries(
                Map.entry("client.id", options.transactionalId() + "-consumer"),
                Map.entry("group.id", options.group()),
                // A restarted process takes its place at once instead of waiting until the former one is missed.
                Map.entry("group.instance.id", options.instance()),
                Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
                Map.entry("isolation.level", "read_committed"),
                Map.entry("enable.auto.commit", "false"),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("allow.auto.create.topics", "false"),
                Map.entry("max.poll.records", options.batchRecords()),
                Map.entry("fetch.max.bytes", 8 << 20),
                Map.entry("max.poll.interval.ms", 300_000)));
    }
}
