package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records of all partitions of a topic into a sink, forever, on a thread of its own. What breaks is
 * started again from where the sink stands, after a pause.
 */
final class TopicFollower implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TopicFollower.class.getName());
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long WAIT_MILLIS = 30_000;
    /** How long a log may take to tell its end; one that takes longer counts as failed. */
    private static final long ANSWER_MILLIS = 10_000;

    private final LogConnection connection;
    private final String topic;
    private final FollowerSink sink;
    private final Admin admin;
    private final Thread thread;
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private final Object advanced = new Object();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

    private TopicFollower(LogConnection connection, String topic, FollowerSink sink) {
        this.connection = connection;
        this.topic = topic;
        this.sink = sink;
        this.admin = connection.admin(topic + "-follower-admin");
        this.thread = Thread.ofPlatform().name(topic + "-follower").daemon().unstarted(this::run);
    }

    static TopicFollower start(LogConnection connection, String topic, FollowerSink sink) {
        TopicFollower follower = new TopicFollower(connection, topic, sink);
        follower.thread.start();
        return follower;
    }

    /**
     * Returns once the sink has everything that was on the topic when this was called, also what transactions that were
     * open then go on to commit. The log has ten seconds to tell its end, however short the timeout.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if that takes longer, without a cause; with one, if the log failed
     */
    void readToEnd(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<Integer, Long> end = end(timeout);
        await(end, deadline);
    }

    /** Returns once the sink has the record at this offset. */
    void await(int partition, long offset, Duration timeout) {
        await(Map.of(partition, offset + 1), System.nanoTime() + timeout.toNanos());
    }

    /** Returns the offsets that the sink has reached, by partition; empty before it has begun. */
    Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Returns how many offsets are between the sink and the end of the topic; -1 if the log does not answer. */
    long left() {
        try {
            return end(Duration.ofSeconds(5)).entrySet().stream()
                    .mapToLong(one -> Math.max(0, one.getValue() - positions.getOrDefault(one.getKey(), 0L)))
                    .sum();
        } catch (VizslaException unknown) {
            return -1;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        // No interrupt: it would close the file that the sink has open.
        KafkaConsumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(WAIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        admin.close(Duration.ofSeconds(1));
    }

    private void run() {
        BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
        while (!closed()) {
            try (KafkaConsumer<byte[], byte[]> consumer = connection.reader(topic + "-follower")) {
                current = consumer;
                follow(consumer, backOff);
            } catch (RuntimeException | Error broken) {
                // Errors too: a thread that ended silently would leave everybody with what it read last.
                current = null;
                if (!closed()) {
                    LOG.log(System.Logger.Level.WARNING, "Following " + topic + " starts again: " + broken);
                    positions.clear();
                    sink.broken(broken);
                    backOff.pause(closed);
                }
            }
        }
    }

    private boolean closed() {
        return closed.getCount() == 0;
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer, BackOff backOff) {
        TopicDescription description = describe();
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicPartitionInfo partition : description.partitions()) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        consumer.assign(partitions);
        seek(consumer, partitions, sink.open(description.topicId()));
        publish(List.of(), positions(consumer, partitions));
        while (!closed()) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
            polled.forEach(records::add);
            publish(records, positions(consumer, partitions));
            backOff.reset();
        }
    }

    private void seek(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Map<Integer, Long> starts) {
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, starts.getOrDefault(partition.partition(), 0L));
        }
    }

    private void publish(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> reached) {
        sink.accept(records, reached);
        synchronized (advanced) {
            positions.putAll(reached);
            advanced.notifyAll();
        }
    }

    private static Map<Integer, Long> positions(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        Map<Integer, Long> reached = new HashMap<>();
        for (TopicPartition partition : partitions) {
            reached.put(partition.partition(), consumer.position(partition));
        }
        return reached;
    }

    private TopicDescription describe() {
        Map<String, TopicDescription> found = LogErrors.get(
                admin.describeTopics(List.of(topic)).allTopicNames(), WAIT_MILLIS, "describe topic " + topic);
        TopicDescription description = found.get(topic);
        if (description == null) {
            throw VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "There is no topic " + topic);
        }
        return description;
    }

    /** Admin clients see the end with records of open transactions in it; a reader of committed records would not. */
    private Map<Integer, Long> end(Duration timeout) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        for (TopicPartitionInfo partition : describe().partitions()) {
            question.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
        }
        Map<Integer, Long> end = new HashMap<>();
        long wait = Math.max(timeout.toMillis(), ANSWER_MILLIS);
        LogErrors.get(admin.listOffsets(question).all(), wait, "read the end of " + topic)
                .forEach((partition, found) -> end.put(partition.partition(), found.offset()));
        return end;
    }

    private void await(Map<Integer, Long> targets, long deadline) {
        try {
            synchronized (advanced) {
                while (!reached(targets)) {
                    long left = (deadline - System.nanoTime()) / 1_000_000;
                    if (left <= 0 || closed()) {
                        throw VizslaException.of(
                                ErrorCode.LOG_UNAVAILABLE,
                                "Topic " + topic + " was not read to " + targets + " in time");
                    }
                    advanced.wait(left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw LogErrors.unavailable("follow " + topic, interrupted);
        }
    }

    private boolean reached(Map<Integer, Long> targets) {
        return targets.entrySet().stream()
                .allMatch(target -> positions.getOrDefault(target.getKey(), -1L) >= target.getValue());
    }
}
