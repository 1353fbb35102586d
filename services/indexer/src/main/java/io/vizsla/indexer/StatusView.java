package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The state of every document, in a local file that follows the committed records of {@code vizsla.status}. A restart goes
 * on from the offsets in the file; a file that is lost or broken is filled again from the topic.
 *
 * <p>Safe for any number of threads.
 */
public final class StatusView implements DocumentStates, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StatusView.class.getName());
    private static final long COMMIT_NANOS = Duration.ofMillis(500).toNanos();

    private final Path file;
    private final Waiters waiters = new Waiters();
    private final TopicFollower follower;
    private volatile StatusStore store;
    /** Set by whoever could not use the store; the follower's thread then opens it anew. */
    private volatile boolean storeBroken;

    private StatusView(LogConnection connection, Path file) {
        this.file = file;
        this.store = StatusStore.open(file);
        this.follower = TopicFollower.start(connection, Topics.STATUS, new Sink());
    }

    /**
     * Opens the view; it is up to date after {@link #readToEnd}.
     *
     * @param file where the states are kept; one process at a time
     * @throws VizslaException {@code CONFLICT} if another process has the file, {@code STORE_UNAVAILABLE} if it cannot be
     *     written
     */
    public static StatusView open(LogConnection connection, Path file) {
        return new StatusView(connection, file);
    }

    @Override
    public Optional<DocumentStatus> find(DocumentRef document) {
        return read(store -> store.find(document));
    }

    @Override
    public List<DocumentStatus> list(
            String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
        if (limit < 1) {
            throw VizslaException.invalid("limit", limit, "at least 1");
        }
        return read(store -> store.list(collection, state, after, limit));
    }

    @Override
    public Map<DocumentState, Long> counts(String collection) {
        return read(store -> store.counts(collection));
    }

    /**
     * Returns a future that is done once the document's state tells of the record at this position or of a later one of
     * its partition. It is completed on the thread that brings the state; nobody should wait there.
     */
    public CompletableFuture<DocumentStatus> await(DocumentRef document, LogPosition position) {
        CompletableFuture<DocumentStatus> future = waiters.add(document, position);
        find(document).ifPresent(waiters::tell);
        return future;
    }

    /**
     * Returns once the view has all that was on the topic when this was called.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if that takes longer
     */
    public void readToEnd(Duration timeout) {
        follower.readToEnd(timeout);
    }

    @Override
    public void close() {
        follower.close();
        store.close();
    }

    /** Takes states that a transaction has just committed, ahead of their coming back from the topic. */
    void apply(Collection<DocumentStatus> committed) {
        read(current -> {
            committed.forEach(current::put);
            return committed;
        });
        committed.forEach(waiters::tell);
    }

    private <T> T read(Function<StatusStore, T> question) {
        StatusStore asked = store;
        try {
            return question.apply(asked);
        } catch (MVStoreException | IllegalStateException broken) {
            // Often a thread that was interrupted while it read, which closes the file for everybody. A store that was
            // replaced meanwhile says nothing of the one in its place.
            if (asked == store) {
                storeBroken = true;
            }
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE, "The file of states cannot be used: " + broken.getMessage(), broken);
        }
    }

    /** Brings the topic into the store; all on the follower's thread. */
    private final class Sink implements FollowerSink {

        private Map<Integer, Long> committed = Map.of();
        private long lastCommit;

        @Override
        public Map<Integer, Long> open(Uuid topic) {
            if (storeBroken) {
                store.abandon();
                store = StatusStore.open(file);
                storeBroken = false;
            }
            committed = store.offsets(topic.toString());
            return committed;
        }

        @Override
        public void accept(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> positions) {
            if (storeBroken) {
                throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "The file of states cannot be used");
            }
            records.forEach(this::accept);
            if (!positions.equals(committed) && System.nanoTime() - lastCommit > COMMIT_NANOS) {
                store.commit(positions);
                committed = Map.copyOf(positions);
                lastCommit = System.nanoTime();
            }
        }

        @Override
        public void broken(Throwable cause) {
            storeBroken |= cause instanceof MVStoreException || cause instanceof IllegalStateException;
        }

        private void accept(ConsumerRecord<byte[], byte[]> record) {
            try {
                if (record.value() == null) {
                    store.remove(DocumentRef.parseKey(new String(record.key(), StandardCharsets.UTF_8)));
                } else {
                    DocumentStatus status = StatusJson.read(record.value());
                    store.put(status);
                    waiters.tell(status);
                }
            } catch (VizslaException unreadable) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Passed over a state at {0}-{1}: {2}",
                        record.partition(),
                        record.offset(),
                        unreadable.detail());
            }
        }
    }
}
