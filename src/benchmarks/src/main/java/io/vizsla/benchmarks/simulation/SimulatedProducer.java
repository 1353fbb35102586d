package io.vizsla.benchmarks.simulation;

import io.vizsla.indexer.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A transactional producer of a process, connected to the simulated broker. */
// No lock is held where the turn is passed on; one thread runs at a time anyway.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class SimulatedProducer extends MockProducer<byte[], byte[]> {

    private final Machine machine;
    private final Life life;
    private final String id;
    private int epoch;
    private @Nullable Transaction transaction;

    SimulatedProducer(Machine machine, Life life, String id) {
        this.machine = machine;
        this.life = life;
        this.id = id;
    }

    @Override
    public void initTransactions() {
        step("log.init", () -> epoch = machine.broker().fence(id));
    }

    @Override
    public void beginTransaction() {
        transaction = null;
    }

    /** The broker hears of a transaction with its first record or offset. */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        step("log.send", () -> {
            SimulatedTopic topic =
                    record.topic().equals(Topics.STATUS) ? machine.broker().status : machine.broker().deadLetters;
            topic.append(transaction(), record);
        });
        return new CompletableFuture<>();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
        step("log.offsets", () -> {
            machine.group().check(member);
            Transaction open = transaction();
            offsets.forEach((partition, offset) -> open.offsets().put(partition.partition(), offset));
        });
    }

    @Override
    public void commitTransaction() {
        step("log.commit", () -> {
            machine.broker().check(id, epoch);
            machine.broker().commit(transaction());
        });
    }

    /** What is open stays so until it times out or the next producer of this name ends it. */
    @Override
    public void close(Duration timeout) {
        if (life.dead()) {
            throw new Crash();
        }
    }

    private Transaction transaction() {
        machine.broker().check(id, epoch);
        Transaction open = transaction;
        if (open == null) {
            open = machine.broker().begin(id, epoch, machine.scheduler().now());
            transaction = open;
        }
        return open;
    }

    private void step(String name, Runnable effect) {
        machine.faults().run(life, name, effect, () -> new TimeoutException(name + " in the simulation"));
    }
}
