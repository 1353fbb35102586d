package io.vizsla.benchmarks.crash;

import io.vizsla.indexer.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The producer, which outlives every kill: idempotent, and patient enough to send an event until the log has it. Sends as
 * many events as are allowed, on a thread of its own.
 */
final class CrashStream implements AutoCloseable {

    private final List<CrashEvent> events;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger allowed = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread =
            Thread.ofPlatform().name("crash-stream").daemon().unstarted(this::send);

    CrashStream(String bootstrapServers, List<CrashEvent> events) {
        this.events = events;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        2,
                        "max.block.ms",
                        3_600_000L,
                        "delivery.timeout.ms",
                        3_600_000,
                        "request.timeout.ms",
                        5_000,
                        "reconnect.backoff.max.ms",
                        200),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.start();
    }

    /** Lets the events before this number go out. */
    void allow(int count) {
        allowed.accumulateAndGet(Math.min(count, events.size()), Math::max);
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** Returns once every event is acknowledged. */
    void finish(Duration timeout) throws InterruptedException {
        allow(events.size());
        long deadline = System.nanoTime() + timeout.toNanos();
        while (acknowledged.get() < events.size()) {
            Throwable failed = failure.get();
            if (failed != null || System.nanoTime() > deadline) {
                throw new IllegalStateException("Only " + acknowledged + " events were acknowledged", failed);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void send() {
        try {
            for (CrashEvent event : events) {
                while (event.number() >= allowed.get()) {
                    Thread.sleep(2);
                }
                var _ = producer.send(record(event), (_, failed) -> {
                    if (failed == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.set(failed);
                    }
                });
            }
        } catch (InterruptedException | RuntimeException failed) {
            failure.set(failed);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(CrashEvent event) {
        return new ProducerRecord<>(Topics.DOCUMENTS, null, event.key(), event.value(), event.headers());
    }
}
