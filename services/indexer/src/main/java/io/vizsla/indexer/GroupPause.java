package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Has all indexers of a group stand still: a hold is put on the registry, and each loop says beside its committed offsets, once
 * for every partition, that it begins no batch. Kafka takes that from the owner of the partition alone, so that a process which
 * lost it cannot say so, nor commit what it has under way. For one rebuild at a time.
 */
final class GroupPause implements IngestPause {

    private static final System.Logger LOG = System.getLogger(GroupPause.class.getName());
    private static final long ANSWER_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 20;

    private final LogConnection connection;
    private final RebuildTerm term;
    private final String group;
    private final Duration patience;
    private final Runnable catchUp;
    /** Whether indexing stands still for nothing. */
    private volatile boolean isLeft;

    /**
     * @param group of the indexers
     * @param patience how long those who stand still wait for those whose batch takes long
     * @param catchUp returns once this process sees what all of them have committed
     */
    GroupPause(LogConnection connection, RebuildTerm term, String group, Duration patience, Runnable catchUp) {
        this.connection = connection;
        this.term = term;
        this.group = group;
        this.patience = patience;
        this.catchUp = catchUp;
    }

    @Override
    public boolean tryAlone(Predicate<Map<Integer, Long>> action) {
        String name = UUID.randomUUID().toString();
        try (Admin admin = connection.admin("vizsla-rebuild-pause")) {
            Set<TopicPartition> partitions = partitions(admin);
            try {
                term.hold(name);
                Map<Integer, Long> reached = standing(admin, partitions, name);
                if (reached.size() < partitions.size()) {
                    return false;
                }
                catchUp.run();
                return action.test(reached);
            } finally {
                release();
            }
        }
    }

    private static Set<TopicPartition> partitions(Admin admin) {
        Map<String, TopicDescription> found = LogErrors.get(
                admin.describeTopics(Set.of(Topics.DOCUMENTS)).allTopicNames(),
                ANSWER_MILLIS,
                "describe " + Topics.DOCUMENTS);
        return found.values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(TopicPartitionInfo::partition)
                .map(partition -> new TopicPartition(Topics.DOCUMENTS, partition))
                .collect(Collectors.toSet());
    }

    /** Returns how far the partitions are that stand still: all of them, unless that takes too long. */
    private Map<Integer, Long> standing(Admin admin, Set<TopicPartition> partitions, String name) {
        long until = System.nanoTime() + patience.toNanos();
        Map<Integer, Long> reached = held(admin, name);
        while (reached.size() < partitions.size() && System.nanoTime() < until && rested()) {
            reached = held(admin, name);
        }
        if (reached.size() < partitions.size()) {
            Set<Integer> missing =
                    partitions.stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new));
            missing.removeAll(reached.keySet());
            LOG.log(
                    System.Logger.Level.INFO,
                    "A switch waits for a better moment: partitions {0} did not stand still in {1}",
                    missing,
                    patience);
        }
        return reached;
    }

    private Map<Integer, Long> held(Admin admin, String name) {
        Map<Integer, Long> held = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = LogErrors.get(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                ANSWER_MILLIS,
                "read the offsets of " + group);
        committed.forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(Topics.DOCUMENTS) && LoopProgress.isHeld(offset, name)) {
                held.put(partition.partition(), offset.offset());
            }
        });
        return held;
    }

    /** A failure is not the action's, which may have done all it should. */
    private void release() {
        try {
            term.release();
            isLeft = false;
        } catch (VizslaException failed) {
            isLeft = true;
            LOG.log(System.Logger.Level.WARNING, "Indexing stands still a while longer: {0}", failed.detail());
        }
    }

    /** Lets indexing go on where the log did not take that earlier. Any thread. */
    void tidy() {
        if (isLeft) {
            release();
        }
    }

    /** Returns whether there is no reason to stop. */
    private static boolean rested() {
        try {
            Thread.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
