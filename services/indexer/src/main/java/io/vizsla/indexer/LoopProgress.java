package io.vizsla.indexer;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far the log has had its effect, by partition, and up to where it is read a second time to fill a lost index. The
 * latter stands beside the committed offsets on the broker, so that a restart knows of it. Written by the loop, read by
 * any thread.
 */
final class LoopProgress {

    private static final String UNTIL = "again until ";
    private static final String HELD = "held for ";

    private final Map<Integer, Long> reached = new ConcurrentHashMap<>();
    private final Map<Integer, Long> until = new ConcurrentHashMap<>();

    /** Returns what to commit to have a partition read again from its beginning. */
    static OffsetAndMetadata again(OffsetAndMetadata committed) {
        return new OffsetAndMetadata(0, UNTIL + Math.max(committed.offset(), until(committed)));
    }

    /** Returns what to commit for a partition that was read up to an offset. */
    OffsetAndMetadata at(int partition, long offset) {
        long target = until.getOrDefault(partition, 0L);
        return new OffsetAndMetadata(offset, offset < target ? UNTIL + target : "");
    }

    /** Returns what to commit for a partition that was read up to an offset and stands still there for a hold. */
    OffsetAndMetadata held(int partition, long offset, String hold) {
        String again = at(partition, offset).metadata();
        return new OffsetAndMetadata(offset, (again.isEmpty() ? "" : again + " ") + HELD + hold);
    }

    /** Returns whether a partition stands still for a hold. */
    static boolean isHeld(OffsetAndMetadata committed, String hold) {
        return committed.metadata().endsWith(HELD + hold);
    }

    /** Takes up a partition where its former owner left it. */
    void assigned(int partition, OffsetAndMetadata committed) {
        long target = until(committed);
        if (committed.offset() < target) {
            until.put(partition, target);
        }
    }

    /** Forgets partitions that now belong to somebody else. */
    void lost(Collection<Integer> partitions) {
        reached.keySet().removeAll(partitions);
        until.keySet().removeAll(partitions);
    }

    /** Notes that all records of a partition below an offset are committed. */
    void reached(int partition, long offset) {
        reached.put(partition, offset);
        until.computeIfPresent(partition, (_, target) -> offset < target ? target : null);
    }

    /** Returns the offset below which all records of a partition are committed, by partition. */
    Map<Integer, Long> reached() {
        return Map.copyOf(reached);
    }

    /** Returns how many offsets are still to be read a second time. */
    long again() {
        long left = 0;
        for (Map.Entry<Integer, Long> target : until.entrySet()) {
            left += Math.max(target.getValue() - reached.getOrDefault(target.getKey(), 0L), 0);
        }
        return left;
    }

    private static long until(OffsetAndMetadata committed) {
        String metadata = committed.metadata();
        return metadata.startsWith(UNTIL) ? Long.parseLong(number(metadata.substring(UNTIL.length()))) : 0;
    }

    private static String number(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }
}
