package io.vizsla.benchmarks.simulation;

import io.vizsla.indexer.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** A consumer of a process, connected to the simulated broker: what a session calls of it, as Kafka's does it. */
// No lock is held where the turn is passed on; one thread runs at a time anyway.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Machine machine;
    private final Life life;
    private final String group;
    private final String instance;
    private final int most;
    private final Set<Integer> owned = new TreeSet<>();
    private final Set<Integer> paused = new HashSet<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private @Nullable ConsumerRebalanceListener listener;
    private SimulatedGroup.@Nullable Member member;
    private boolean wakeup;

    SimulatedConsumer(Machine machine, Life life, Map<String, ?> settings) {
        super("earliest");
        this.machine = machine;
        this.life = life;
        this.group = String.valueOf(settings.get("group.id"));
        this.instance = String.valueOf(settings.get("group.instance.id"));
        this.most = Integer.parseInt(String.valueOf(settings.get("max.poll.records")));
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener told) {
        listener = told;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        machine.faults().at(life, "log.poll", () -> new KafkaException("log.poll in the simulation"));
        rebalance();
        interruptible();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = fetch();
        if (found.isEmpty()) {
            machine.scheduler().await(longest(timeout), () -> wakeup || concerned() || available());
            interruptible();
            found = fetch();
        }
        return new ConsumerRecords<>(found, Map.of());
    }

    @Override
    public void wakeup() {
        wakeup = true;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return partitions(owned);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> paused.add(partition.partition()));
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> paused.remove(partition.partition()));
    }

    @Override
    public Set<TopicPartition> paused() {
        return partitions(paused);
    }

    @Override
    public long position(TopicPartition partition) {
        return position(partition.partition());
    }

    /** Kafka waits until no open transaction is about to change an offset. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return machine.faults().get(life, "log.committed", () -> read(partitions), () -> late("log.committed"));
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
        SimulatedGroup.Member joined = member;
        return new ConsumerGroupMetadata(group, 1, joined == null ? "" : joined.id(), Optional.of(instance));
    }

    @Override
    public void close(CloseOptions options) {
        if (life.dead()) {
            throw new Crash();
        }
        if (member != null) {
            member.fallSilent();
        }
        tell(owned, ConsumerRebalanceListener::onPartitionsRevoked);
    }

    private void rebalance() {
        SimulatedGroup.Member joined = member;
        if (joined == null || !machine.group().knows(joined)) {
            Set<Integer> lost = Set.copyOf(owned);
            forget(lost);
            member = machine.group().join(instance, life);
            joined = member;
            tell(lost, ConsumerRebalanceListener::onPartitionsLost);
        }
        joined.polls(machine.scheduler().now());
        Set<Integer> revoked = machine.group().revoked(joined, owned);
        if (!revoked.isEmpty()) {
            tell(revoked, ConsumerRebalanceListener::onPartitionsRevoked);
            forget(revoked);
            machine.group().release(joined, revoked);
        }
        Set<Integer> added = machine.group().assign(joined);
        if (!added.isEmpty()) {
            owned.addAll(added);
            tell(added, ConsumerRebalanceListener::onPartitionsAssigned);
        }
    }

    private void forget(Set<Integer> partitions) {
        owned.removeAll(partitions);
        paused.removeAll(partitions);
        positions.keySet().removeAll(partitions);
    }

    /** A listener of a consumer. */
    private interface Call {
        void to(ConsumerRebalanceListener listener, Collection<TopicPartition> partitions);
    }

    private void tell(Set<Integer> partitions, Call call) {
        ConsumerRebalanceListener told = listener;
        if (told == null || partitions.isEmpty()) {
            return;
        }
        try {
            call.to(told, partitions(partitions));
        } catch (RuntimeException failed) {
            throw new KafkaException("User rebalance callback throws an error", failed);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> read(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            awaitStable(partition.partition());
            found.put(partition, machine.broker().committed(partition.partition()));
        }
        return found;
    }

    private long position(int partition) {
        if (!positioned(partition)) {
            awaitStable(partition);
        }
        if (!positioned(partition)) {
            throw late("position");
        }
        return positions.getOrDefault(partition, 0L);
    }

    /** Returns whether it is known from where to read, looking it up if that takes no waiting: records in hand would be lost. */
    private boolean positioned(int partition) {
        if (!positions.containsKey(partition) && machine.broker().stable(partition)) {
            OffsetAndMetadata committed = machine.broker().committed(partition);
            positions.put(partition, committed == null ? 0 : committed.offset());
        }
        return positions.containsKey(partition);
    }

    private void awaitStable(int partition) {
        machine.scheduler().await(PATIENCE, () -> wakeup || machine.broker().stable(partition));
        interruptible();
        if (!machine.broker().stable(partition)) {
            throw late("committed offsets");
        }
    }

    private void interruptible() {
        if (wakeup) {
            wakeup = false;
            throw new WakeupException();
        }
    }

    private boolean concerned() {
        return member != null && machine.group().concerns(member, owned);
    }

    private boolean available() {
        return owned.stream()
                .anyMatch(partition -> !paused.contains(partition)
                        && positions.containsKey(partition)
                        && machine.broker().end(partition) > positions.getOrDefault(partition, 0L));
    }

    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new LinkedHashMap<>();
        int left = most;
        for (int partition : owned) {
            if (paused.contains(partition) || !positioned(partition)) {
                continue;
            }
            List<ConsumerRecord<byte[], byte[]>> records =
                    machine.broker().documents(partition, positions.getOrDefault(partition, 0L), left);
            if (!records.isEmpty()) {
                positions.put(partition, records.getLast().offset() + 1);
                found.put(partition(partition), records);
                left -= records.size();
            }
        }
        return found;
    }

    /** Where nothing happens, a poll may take longer than it was told to: there are fewer steps to take then. */
    private static Duration longest(Duration timeout) {
        return timeout.isZero() ? timeout : IDLE;
    }

    private static TimeoutException late(String what) {
        return new TimeoutException(what + " in the simulation");
    }

    private static Set<TopicPartition> partitions(Collection<Integer> numbers) {
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        numbers.forEach(number -> partitions.add(partition(number)));
        return partitions;
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topics.DOCUMENTS, number);
    }
}
