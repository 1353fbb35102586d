package io.vizsla.standalone.wiring;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.indexer.LogConnection;
import io.vizsla.indexer.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker how it is and how far the log goes. Safe for any number of threads. */
final class BrokerClient implements AutoCloseable {

    private static final long WAIT_SECONDS = 5;

    private final Admin admin;

    BrokerClient(LogConnection connection) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", connection.bootstrapServers());
        settings.put("client.id", "vizsla-probe");
        settings.put("enable.metrics.push", false);
        settings.put("reconnect.backoff.max.ms", 1000);
        settings.putAll(connection.settings());
        this.admin = Admin.create(settings);
    }

    /** Returns what is wrong with the broker; empty if it answers. */
    String trouble() {
        try {
            get(admin.describeCluster().nodes());
            return "";
        } catch (VizslaException silent) {
            return silent.detail();
        }
    }

    /** Returns the offset after the last record of each partition of the topic of documents. */
    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        get(admin.describeTopics(List.of(Topics.DOCUMENTS)).allTopicNames()).forEach((topic, description) -> description
                .partitions()
                .forEach(partition ->
                        question.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        return get(admin.listOffsets(question).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, BrokerClient::offset));
    }

    /** Returns the offset of each partition of the topic of documents up to which a group has committed. */
    Map<Integer, Long> committed(String group) {
        Map<Integer, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null && partition.topic().equals(Topics.DOCUMENTS)) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private static long offset(Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end) {
        return end.getValue().offset();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "interrupted while the broker was asked", interrupted);
        } catch (ExecutionException | TimeoutException silent) {
            throw VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "the broker does not answer: " + silent, silent);
        }
    }
}
