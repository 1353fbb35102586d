package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.time.Duration;

/**
 * The settings of our topics.
 *
 * @param partitions of documents, states and dead letters, 1 to 1,000; only the creation of a topic heeds it, because more
 *     partitions later would move keys
 * @param replicas of every partition, at least 1
 * @param minInSyncReplicas that must have a write before it is acknowledged, 1 to {@code replicas}
 * @param documentBytes the largest batch of records on the topic of documents, as it is sent, 64 KiB to 100 MiB
 * @param deadLetterRetention how long dead letters are kept, at least a minute
 * @param tombstoneRetention how long a deletion stays on the compacted topics; a view that was away longer may miss it
 */
public record TopicOptions(
        int partitions,
        short replicas,
        short minInSyncReplicas,
        int documentBytes,
        Duration deadLetterRetention,
        Duration tombstoneRetention) {

    /** For one broker: 4 partitions, 1 MiB, dead letters for 30 days, deletions for 30 days. */
    public static final TopicOptions STANDALONE =
            new TopicOptions(4, (short) 1, (short) 1, 1 << 20, Duration.ofDays(30), Duration.ofDays(30));

    public TopicOptions {
        between("topics.partitions", partitions, 1, 1000);
        between("topics.replicas", replicas, 1, 100);
        between("topics.minInSyncReplicas", minInSyncReplicas, 1, replicas);
        between("topics.documentBytes", documentBytes, 64 << 10, 100 << 20);
        if (deadLetterRetention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw VizslaException.invalid("topics.deadLetterRetention", deadLetterRetention, "at least PT1M");
        }
        if (tombstoneRetention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw VizslaException.invalid("topics.tombstoneRetention", tombstoneRetention, "at least PT1M");
        }
    }

    private static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw VizslaException.invalid(field, value, "between " + least + " and " + most);
        }
    }
}
