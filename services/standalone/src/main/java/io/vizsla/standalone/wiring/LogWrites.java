package io.vizsla.standalone.wiring;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.indexer.DeadLetterReplay;
import io.vizsla.indexer.DocumentLog;
import io.vizsla.indexer.StatusView;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.port.DocumentWrites;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Documents onto the log of this instance, and their states back. */
final class LogWrites implements DocumentWrites {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration VIEW = Duration.ofSeconds(30);

    private final DocumentLog log;
    private final StatusView states;
    private final DeadLetterReplay replay;
    private final BrokerClient broker;
    private final Supplier<Map<Integer, Long>> indexed;

    /**
     * Writes by these parts.
     *
     * @param indexed the offset of each partition below which everything has had its effect
     */
    LogWrites(
            DocumentLog log,
            StatusView states,
            DeadLetterReplay replay,
            BrokerClient broker,
            Supplier<Map<Integer, Long>> indexed) {
        this.log = log;
        this.states = states;
        this.replay = replay;
        this.broker = broker;
        this.indexed = indexed;
    }

    @Override
    public CompletableFuture<LogPosition> append(DocumentRef document, @Nullable DocumentBody body) {
        return log.append(document, body);
    }

    @Override
    public CompletableFuture<DocumentStatus> await(DocumentRef document, LogPosition position) {
        return states.await(document, position);
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("vizsla-catch-up").start(() -> follow(done));
        return done;
    }

    @Override
    public long replayDeadLetters(String collection) {
        return replay.replay(collection).replayed();
    }

    private void follow(CompletableFuture<Void> done) {
        try {
            Map<TopicPartition, Long> ends = broker.ends();
            while (!done.isDone() && !reached(ends, indexed.get())) {
                Thread.sleep(POLL);
            }
            states.readToEnd(VIEW);
            done.complete(null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            done.completeExceptionally(interrupted);
        } catch (RuntimeException failed) {
            done.completeExceptionally(failed);
        }
    }

    private static boolean reached(Map<TopicPartition, Long> ends, Map<Integer, Long> indexed) {
        return ends.entrySet().stream()
                .allMatch(end -> indexed.getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
    }
}
