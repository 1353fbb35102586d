package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.QueryId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Appends judgements to {@code vizsla.judgements}. Safe for any number of threads. */
public final class JudgementLog implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    private JudgementLog(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Opens a producer; the caller closes it. */
    public static JudgementLog open(LogConnection connection) {
        return new JudgementLog(connection.producer(
                Map.of("client.id", "vizsla-judgements", "acks", "all", "enable.idempotence", true, "linger.ms", 5)));
    }

    /**
     * Appends a judgement, in place of an earlier one of the same kind on the same query and document.
     *
     * @return its place once it is acknowledged; fails with {@code LOG_UNAVAILABLE}
     */
    public CompletableFuture<LogPosition> append(Judgement judgement) {
        return send(judgement.key(), JudgementJson.write(judgement));
    }

    /** Takes a judgement back; does nothing if there is none. */
    public CompletableFuture<LogPosition> remove(DocumentRef document, String query, Judgement.Source source) {
        return send(Judgement.key(document, QueryId.of(query), source), null);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }

    private CompletableFuture<LogPosition> send(String key, byte @Nullable [] value) {
        CompletableFuture<LogPosition> future = new CompletableFuture<>();
        try {
            var _ = producer.send(
                    new ProducerRecord<>(Topics.JUDGEMENTS, key.getBytes(StandardCharsets.UTF_8), value),
                    (written, failed) -> {
                        if (failed == null) {
                            future.complete(new LogPosition(written.partition(), written.offset()));
                        } else {
                            future.completeExceptionally(LogErrors.unavailable("append a judgement", failed));
                        }
                    });
        } catch (KafkaException | IllegalStateException failed) {
            future.completeExceptionally(LogErrors.unavailable("append a judgement", failed));
        }
        return future;
    }
}
