package io.vizsla.benchmarks.simulation;

import io.vizsla.api.ingest.LogPosition;
import io.vizsla.benchmarks.crash.CrashEvent;
import io.vizsla.indexer.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * The broker: the partitions of {@code vizsla.documents}, the topics that the loop writes, committed offsets, and the
 * transactions of producers, of which a newer one of the same name fences off the older.
 */
final class SimulatedBroker {

    static final int PARTITIONS = 3;

    final SimulatedTopic status = new SimulatedTopic();
    final SimulatedTopic deadLetters = new SimulatedTopic();
    private final List<List<ConsumerRecord<byte[], byte[]>>> documents = new ArrayList<>();
    private final Map<Integer, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private final Map<String, Transaction> transactions = new HashMap<>();

    SimulatedBroker() {
        for (int i = 0; i < PARTITIONS; i++) {
            documents.add(new ArrayList<>());
        }
    }

    /** Appends an event, leaving out some offsets as the ends of transactions and compaction do. */
    LogPosition append(CrashEvent event, int gap) {
        int partition = Math.floorMod(event.id().hashCode(), PARTITIONS);
        LogPosition position = new LogPosition(partition, end(partition) + gap);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.DOCUMENTS, partition, position.offset(), event.key(), event.value());
        event.headers().forEach(record.headers()::add);
        documents.get(partition).add(record);
        return position;
    }

    /** Returns the offset after the last document of a partition. */
    long end(int partition) {
        List<ConsumerRecord<byte[], byte[]>> records = documents.get(partition);
        return records.isEmpty() ? 0 : records.getLast().offset() + 1;
    }

    /** Returns the documents of a partition from an offset on, so many at most. */
    List<ConsumerRecord<byte[], byte[]>> documents(int partition, long from, int most) {
        return documents.get(partition).stream()
                .filter(record -> record.offset() >= from)
                .limit(most)
                .toList();
    }

    @Nullable
    OffsetAndMetadata committed(int partition) {
        return committed.get(partition);
    }

    /** Returns whether no open transaction is about to change the committed offset of a partition. */
    boolean stable(int partition) {
        return transactions.values().stream()
                .noneMatch(transaction ->
                        transaction.open() && transaction.offsets().containsKey(partition));
    }

    /** Returns whether every document is committed and nothing is under way. */
    boolean settled() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            OffsetAndMetadata reached = committed.get(partition);
            if (end(partition) > 0 && (reached == null || reached.offset() < end(partition))) {
                return false;
            }
        }
        return transactions.values().stream().noneMatch(Transaction::open);
    }

    /** Begins a producer's life: ends what an earlier one left open, and shuts that one out. */
    int fence(String id) {
        abort(id);
        return epochs.merge(id, 1, Integer::sum);
    }

    Transaction begin(String id, int epoch, long now) {
        check(id, epoch);
        Transaction begun = new Transaction(now);
        transactions.put(id, begun);
        return begun;
    }

    void check(String id, int epoch) {
        if (epochs.getOrDefault(id, 0) != epoch) {
            throw new ProducerFencedException(id + " has a newer producer, or its transaction took too long");
        }
    }

    void commit(Transaction transaction) {
        transaction.end(Transaction.State.COMMITTED);
        committed.putAll(transaction.offsets());
    }

    /** Ends transactions that took too long. */
    void expire(long now) {
        for (String id : List.copyOf(transactions.keySet())) {
            Transaction open = transactions.get(id);
            if (open != null && open.late(now)) {
                fence(id);
            }
        }
    }

    private void abort(String id) {
        Transaction open = transactions.get(id);
        if (open != null && open.open()) {
            open.end(Transaction.State.ABORTED);
        }
    }
}
