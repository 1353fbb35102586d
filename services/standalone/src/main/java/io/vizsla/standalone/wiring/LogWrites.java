package io.vizsla.standalone.wiring;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.standalone.telemetry.Traces;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Documents onto the log of this instance, and their states back. */
final class LogWrites implements DocumentWrites {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration VIEW = Duration.ofSeconds(30);

    private final StandaloneParts parts;
    private final Traces traces;

    LogWrites(StandaloneParts parts, Traces traces) {
        this.parts = parts;
        this.traces = traces;
    }

    @Override
    public CompletableFuture<LogPosition> append(DocumentRef document, @Nullable DocumentBody body) {
        return parts.log.append(document, body, traces.headers());
    }

    @Override
    public CompletableFuture<DocumentStatus> await(DocumentRef document, LogPosition position) {
        CompletableFuture<DocumentStatus> status = parts.states.await(document, position);
        // Not on the thread that follows the states: an index may be busy with a write.
        return parts.store.shared()
                ? status.thenApplyAsync(this::seen, task -> Thread.ofVirtual().start(task))
                : status;
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("vizsla-catch-up").start(() -> follow(done));
        return done;
    }

    @Override
    public long replayDeadLetters(String collection) {
        return parts.replay.replay(collection).replayed();
    }

    /** Whoever waited for a document finds it, although another process may have written it. */
    private DocumentStatus seen(DocumentStatus status) {
        String collection = status.document().collection();
        parts.collections.opened().stream()
                .filter(open -> open.spec().name().equals(collection))
                .forEach(open -> open.index().flush());
        return status;
    }

    private void follow(CompletableFuture<Void> done) {
        try {
            Map<TopicPartition, Long> ends = parts.brokerClient.ends();
            while (!done.isDone() && !reached(ends, parts.indexer.reached())) {
                Thread.sleep(POLL);
            }
            parts.states.readToEnd(VIEW);
            if (parts.store.shared()) {
                parts.collections.opened().forEach(open -> open.index().flush());
            }
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
