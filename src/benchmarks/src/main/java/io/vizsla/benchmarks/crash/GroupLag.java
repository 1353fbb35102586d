package io.vizsla.benchmarks.crash;

import io.vizsla.indexer.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is behind on the topic of documents. */
final class GroupLag {

    private static final int LOOK_MILLIS = 100;

    private GroupLag() {}

    /**
     * Returns once the group has committed all there is; how long that takes is a matter of how much it is.
     *
     * @param patience how long the group may commit nothing
     * @throws IllegalStateException if it does so for longer
     */
    static void awaitNone(String broker, String group, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Map<TopicPartition, Long> before = Map.of();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            while (true) {
                Map<TopicPartition, Long> behind = behind(admin, group);
                if (behind.isEmpty()) {
                    return;
                }
                if (!behind.equals(before)) {
                    before = behind;
                    end = System.nanoTime() + patience.toNanos();
                } else if (System.nanoTime() > end) {
                    throw new IllegalStateException("For " + patience + " the indexers have been behind: " + behind);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Map<TopicPartition, Long> behind(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        admin.describeTopics(List.of(Topics.DOCUMENTS)).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .forEach(one -> newest.put(new TopicPartition(Topics.DOCUMENTS, one.partition()), OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> behind = new HashMap<>();
        admin.listOffsets(newest).all().get().forEach((partition, last) -> {
            OffsetAndMetadata own = committed.get(partition);
            long left = last.offset() - (own == null ? 0 : own.offset());
            if (left > 0) {
                behind.put(partition, left);
            }
        });
        return behind;
    }
}
