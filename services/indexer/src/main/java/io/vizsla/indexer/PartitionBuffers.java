package io.vizsla.indexer;

import io.vizsla.ingestion.LogHeader;
import io.vizsla.ingestion.LogRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * The records that were fetched and not yet processed, by partition, bounded so that the next batch is at hand while one
 * is under way and no more.
 *
 * <p>A batch takes from all partitions. A large document, which takes long, is a batch of its own, and first comes a batch
 * of what lies before it and in other partitions: whoever has to wait for it is behind it in its partition, or comes while
 * it is under way.
 *
 * <p>When a batch fails, each of its partitions is tried again alone after a pause of its
 * own, so that the ones without fault go on. For one thread.
 */
final class PartitionBuffers {

    /** About ten seconds of encoding. */
    private static final int LARGE_BYTES = 128 << 10;

    private final LoopOptions options;
    private final DoubleSupplier chance;
    private final BatchSize batchSize;
    private final Map<Integer, Slot> slots = new TreeMap<>();
    private int turn;

    /** What a partition has to offer next. */
    private enum Front {
        NOTHING,
        SMALL,
        LARGE
    }

    /** One partition. */
    private static final class Slot {
        private final Deque<LogRecord> records = new ArrayDeque<>();
        private final BackOff backOff;
        private long bytes;
        private long notBefore;
        /** Whether a large document at the front has let others go first. */
        private boolean waited;

        Slot(BackOff backOff) {
            this.backOff = backOff;
        }

        Front front() {
            LogRecord first = records.peekFirst();
            return first == null ? Front.NOTHING : large(first) ? Front.LARGE : Front.SMALL;
        }

        LogRecord take() {
            waited = false;
            LogRecord record = records.removeFirst();
            bytes -= PartitionBuffers.bytes(record);
            return record;
        }

        boolean ready(long now) {
            return !records.isEmpty() && (backOff.failures() == 0 || now - notBefore >= 0);
        }
    }

    /** Makes buffers whose pauses differ by chance, a number from 0 to 1. */
    PartitionBuffers(LoopOptions options, DoubleSupplier chance) {
        this.options = options;
        this.chance = chance;
        this.batchSize = new BatchSize(options.batchRecords());
    }

    void add(LogRecord record) {
        Slot slot = slot(record.position().partition());
        slot.records.addLast(record);
        slot.bytes += bytes(record);
    }

    /** Returns whether there is enough for the next two batches. */
    boolean full() {
        long records =
                slots.values().stream().mapToLong(slot -> slot.records.size()).sum();
        long bytes = slots.values().stream().mapToLong(slot -> slot.bytes).sum();
        return records >= 2L * options.batchRecords() || bytes >= 2 * options.batchBytes();
    }

    /** Returns how many records of a partition wait. */
    long count(int partition) {
        Slot slot = slots.get(partition);
        return slot == null ? 0 : slot.records.size();
    }

    /** Returns the offset of the first record of a partition that waits, empty if none does. */
    OptionalLong first(int partition) {
        Slot slot = slots.get(partition);
        return slot == null || slot.records.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(slot.records.getFirst().position().offset());
    }

    /** Returns whether {@link #next} would find something. */
    boolean ready(long now) {
        return slots.values().stream().anyMatch(slot -> slot.ready(now));
    }

    /**
     * Takes the next batch out, empty if nothing is ready.
     *
     * @param now by {@link System#nanoTime()}
     */
    List<LogRecord> next(long now) {
        List<Slot> ready =
                slots.values().stream().filter(slot -> slot.ready(now)).toList();
        for (Slot slot : ready) {
            if (slot.backOff.failures() > 0) {
                return take(List.of(slot));
            }
        }
        return take(rotated(ready));
    }

    private static boolean large(LogRecord record) {
        byte[] value = record.value();
        return value != null
                && (value.length >= LARGE_BYTES || record.lastHeaders().containsKey(LogRecord.CLAIM_HEADER));
    }

    /** Puts a batch back in front and makes its partitions wait; returns the longest wait. */
    Duration failed(LogBatch batch, long now) {
        List<LogRecord> records = batch.records();
        for (int i = records.size() - 1; i >= 0; i--) {
            LogRecord record = records.get(i);
            Slot slot = slot(record.position().partition());
            slot.records.addFirst(record);
            slot.bytes += bytes(record);
        }
        Duration longest = Duration.ZERO;
        for (int partition : batch.partitions()) {
            Slot slot = slot(partition);
            Duration pause = slot.backOff.next();
            slot.notBefore = now + pause.toNanos();
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }

    /** Returns how often the partitions of a batch failed in a row, at most. */
    int failures(LogBatch batch) {
        return batch.partitions().stream()
                .map(slots::get)
                .filter(slot -> slot != null)
                .mapToInt(slot -> slot.backOff.failures())
                .max()
                .orElse(0);
    }

    /** @param nanos that it took */
    void succeeded(LogBatch batch, long nanos) {
        batchSize.took(batch.records().size(), nanos);
        for (int partition : batch.partitions()) {
            Slot slot = slots.get(partition);
            if (slot != null) {
                slot.backOff.reset();
            }
        }
    }

    /** Returns whether any partition waits after a failure. */
    boolean failing() {
        return slots.values().stream().anyMatch(slot -> slot.backOff.failures() > 0);
    }

    /** Forgets partitions that now belong to somebody else. */
    void drop(Collection<Integer> partitions) {
        slots.keySet().removeAll(partitions);
    }

    /** Returns the size of a record as it counts here. */
    static long bytes(LogRecord record) {
        long bytes = 64;
        byte[] key = record.key();
        byte[] value = record.value();
        bytes += key == null ? 0 : key.length;
        bytes += value == null ? 0 : value.length;
        for (LogHeader header : record.headers()) {
            bytes += header.bytes();
        }
        return bytes;
    }

    private Slot slot(int partition) {
        return slots.computeIfAbsent(
                partition, _ -> new Slot(new BackOff(options.firstBackOff(), options.longestBackOff(), chance)));
    }

    private List<LogRecord> take(List<Slot> from) {
        for (Slot slot : from) {
            if (slot.waited && slot.front() == Front.LARGE) {
                return List.of(slot.take());
            }
        }
        List<LogRecord> small = takeSmall(from);
        from.stream().filter(slot -> slot.front() == Front.LARGE).forEach(slot -> slot.waited = !small.isEmpty());
        return small.isEmpty() && !from.isEmpty() ? List.of(from.getFirst().take()) : small;
    }

    private List<LogRecord> takeSmall(List<Slot> from) {
        List<LogRecord> batch = new ArrayList<>();
        long bytes = 0;
        for (Slot slot : from) {
            while (slot.front() == Front.SMALL) {
                long size = bytes(slot.records.getFirst());
                boolean fits = batch.size() < batchSize.now() && bytes + size <= options.batchBytes();
                if (!fits && !batch.isEmpty()) {
                    return batch;
                }
                batch.add(slot.take());
                bytes += size;
            }
        }
        return batch;
    }

    /** Begins with another partition each time, so that a full one does not keep the others waiting. */
    private List<Slot> rotated(List<Slot> ready) {
        if (ready.isEmpty()) {
            return ready;
        }
        int first = Math.floorMod(turn++, ready.size());
        List<Slot> order = new ArrayList<>(ready.subList(first, ready.size()));
        order.addAll(ready.subList(0, first));
        return order;
    }
}
