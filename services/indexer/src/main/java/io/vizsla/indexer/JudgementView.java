package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The judgements in a local file that follows the topic {@code vizsla.judgements}, and what is told of each change: the
 * examples for queries. A restart goes on from the offsets in the file; a file that is lost or broken is filled again.
 *
 * <p>Safe for any number of threads.
 */
public final class JudgementView implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JudgementView.class.getName());

    private final Path file;
    private final JudgementListener listener;
    private final TopicFollower follower;
    private volatile JudgementStore store;

    private JudgementView(LogConnection connection, Path file, JudgementListener listener) {
        this.file = file;
        this.listener = listener;
        this.store = JudgementStore.open(file);
        this.follower = TopicFollower.start(connection, Topics.JUDGEMENTS, new Sink());
    }

    /**
     * Opens the view and begins to follow.
     *
     * @param file where the judgements are kept; one process at a time
     * @param listener told of changes, on one thread
     * @throws VizslaException {@code CONFLICT} if another process has the file, {@code STORE_UNAVAILABLE} if it cannot be
     *     written
     */
    public static JudgementView open(LogConnection connection, Path file, JudgementListener listener) {
        return new JudgementView(connection, file, listener);
    }

    /** Returns the next judgements of a collection after a key, in the order of keys. */
    public List<Judgement> page(String collection, @Nullable String after, int limit) {
        return store.page(collection, after, limit);
    }

    /** Returns how many judgements a collection has. */
    public long count(String collection) {
        return store.count(collection);
    }

    /**
     * Returns once the judgement at this position is known and the listener has taken it.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if that takes longer, without a cause; with one, if the log failed
     */
    public void await(LogPosition position, Duration timeout) {
        follower.await(position.partition(), position.offset(), timeout);
    }

    /**
     * Returns once the view has all that was on the topic when this was called.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if that takes longer, without a cause; with one, if the log failed
     */
    public void readToEnd(Duration timeout) {
        follower.readToEnd(timeout);
    }

    @Override
    public void close() {
        follower.close();
        store.close();
    }

    /** Compaction and removal go by the key: a judgement under another's would stay for ever. */
    private static Judgement judgement(String key, byte[] value) {
        Judgement judgement = JudgementJson.read(value);
        if (!judgement.key().equals(key)) {
            throw VizslaException.invalid("key", key, judgement.key() + ", as the value says");
        }
        return judgement;
    }

    /** Brings the topic into the file and to the listener; all on the follower's thread. */
    private final class Sink implements FollowerSink {

        private boolean broken;
        private Map<Integer, Long> committed = Map.of();

        @Override
        public Map<Integer, Long> open(Uuid topic) {
            if (broken) {
                store.abandon();
                store = JudgementStore.open(file);
                broken = false;
            }
            committed =
                    store.offsets(topic.toString(), () -> store.collections().forEach(listener::forgotten));
            return committed;
        }

        @Override
        public void accept(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> positions) {
            Map<String, Set<String>> changed = new LinkedHashMap<>();
            long last = 0;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                accept(record, changed);
                last = record.offset();
            }
            long version = last + 1;
            JudgementStore current = store;
            changed.forEach((collection, queries) -> listener.changed(
                    collection,
                    queries.stream()
                            .map(id -> new JudgementListener.QueryJudgements(id, current.ofQuery(collection, id)))
                            .toList(),
                    version));
            listener.idle(current);
            if (!positions.equals(committed)) {
                store.commit(positions);
                committed = Map.copyOf(positions);
            }
        }

        @Override
        public void broken(Throwable cause) {
            broken |= cause instanceof MVStoreException || cause instanceof IllegalStateException;
        }

        private void accept(ConsumerRecord<byte[], byte[]> record, Map<String, Set<String>> changed) {
            try {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    store.remove(key);
                } else {
                    store.put(judgement(key, record.value()));
                }
                String[] parts = key.split("/", 3);
                if (parts.length == 3) {
                    changed.computeIfAbsent(parts[0], name -> new TreeSet<>()).add(parts[1]);
                }
            } catch (VizslaException unreadable) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Passed over a judgement at offset {0}: {1}",
                        record.offset(),
                        unreadable.detail());
            }
        }
    }
}
