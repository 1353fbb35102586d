package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.time.Duration;

/**
 * The settings of the indexing loop.
 *
 * @param group the consumer group whose offsets say how far the log was indexed
 * @param instance tells this process from others of the group, 1 to 100 of {@code a-z A-Z 0-9 . _ -}, as Kafka takes them; a
 *     restart must keep it, because it fences off what the former process left unfinished
 * @param batchRecords the most records of a batch, 1 to 100,000; there are fewer where they take long
 * @param batchBytes about the most bytes of a batch, at least 1,024; a larger record is a batch of its own
 * @param deadLetterBytes a longer value of a dead letter goes to the artefact store, 1,024 to {@link
 *     TopicOptions#documentBytes}
 * @param firstBackOff the pause after the first failure, above 0; it doubles with each failure that follows
 * @param longestBackOff the longest pause, at least {@code firstBackOff}
 * @param catchUp how long the view of states may take to catch up before the start counts as failed, above 0
 * @param stopWait how long partitions that go to another process wait for the batch under way, and the most that a stop
 *     does, at least 0; a stop gives up what does not end in a second, and then waits a few seconds at most
 */
public record LoopOptions(
        String group,
        String instance,
        int batchRecords,
        long batchBytes,
        int deadLetterBytes,
        Duration firstBackOff,
        Duration longestBackOff,
        Duration catchUp,
        Duration stopWait) {

    /** One process: 2,048 records or 4 MiB a batch at most, pauses of 0.2 to 30 seconds. */
    public static final LoopOptions DEFAULT = new LoopOptions(
            "vizsla-indexer",
            "standalone",
            2048,
            4 << 20,
            1 << 20,
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20));

    public LoopOptions {
        name("ingest.group", group);
        if (!instance.matches("[a-zA-Z0-9._-]{1,100}")) {
            throw VizslaException.invalid("ingest.instance", instance, "1 to 100 of a-z A-Z 0-9 . _ -");
        }
        if (batchRecords < 1 || batchRecords > 100_000) {
            throw VizslaException.invalid("ingest.batchRecords", batchRecords, "between 1 and 100000");
        }
        if (batchBytes < 1024) {
            throw VizslaException.invalid("ingest.batchBytes", batchBytes, "at least 1024");
        }
        if (deadLetterBytes < 1024) {
            throw VizslaException.invalid("ingest.deadLetterBytes", deadLetterBytes, "at least 1024");
        }
        positive("ingest.firstBackOff", firstBackOff);
        positive("ingest.catchUp", catchUp);
        if (longestBackOff.compareTo(firstBackOff) < 0) {
            throw VizslaException.invalid("ingest.longestBackOff", longestBackOff, "at least " + firstBackOff);
        }
        if (stopWait.isNegative()) {
            throw VizslaException.invalid("ingest.stopWait", stopWait, "at least PT0S");
        }
    }

    /** Returns the name under which transactions are fenced. */
    String transactionalId() {
        return group + "-" + instance;
    }

    private static void name(String field, String value) {
        if (value.isBlank() || value.length() > 100) {
            throw VizslaException.invalid(field, value, "1 to 100 characters, not blank");
        }
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw VizslaException.invalid(field, value, "above 0");
        }
    }
}
