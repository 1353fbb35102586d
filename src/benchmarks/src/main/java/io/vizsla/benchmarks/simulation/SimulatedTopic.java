package io.vizsla.benchmarks.simulation;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic that transactions write: its readers see committed records, and nothing behind the first open transaction. */
final class SimulatedTopic {

    private final List<Entry> entries = new ArrayList<>();

    /** What is over stays so. */
    private int stable;

    /** A record and what it belongs to. */
    private record Entry(Transaction transaction, ProducerRecord<byte[], byte[]> record) {}

    void append(Transaction transaction, ProducerRecord<byte[], byte[]> record) {
        entries.add(new Entry(transaction, record));
    }

    /** Returns the offset after the last record, open or not. */
    int end() {
        return entries.size();
    }

    /** Returns the offset up to which readers get. */
    int stable() {
        while (stable < entries.size() && !entries.get(stable).transaction().open()) {
            stable++;
        }
        return stable;
    }

    /** Returns the committed records from an offset up to another, which readers get to. */
    List<ProducerRecord<byte[], byte[]>> committed(int from, int to) {
        return entries.subList(from, to).stream()
                .filter(entry -> entry.transaction().state() == Transaction.State.COMMITTED)
                .map(Entry::record)
                .toList();
    }
}
