package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * The states of documents in one file, with the offsets up to which they were followed. States, counts and offsets are
 * committed together: after a crash the file is as it was at some commit, and following goes on from there.
 *
 * <p>Reads may run at any time; changes and commits exclude each other, so that no commit tears a change in two.
 */
final class StatusStore implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StatusStore.class.getName());
    private static final String TOPIC = "topic";
    private static final String FORMAT = "1";

    private final MVStore store;
    private final MVMap<String, byte[]> statuses;
    /** {@code collection/state/id} to nothing: what a page of one state is read from. */
    private final MVMap<String, Boolean> byState;
    /** {@code collection/state} to how many. */
    private final MVMap<String, Long> counts;

    private final MVMap<Integer, Long> offsets;
    private final MVMap<String, String> properties;

    private StatusStore(MVStore store) {
        this.store = store;
        this.statuses =
                store.openMap("statuses", new MVMap.Builder<String, byte[]>().valueType(ByteArrayDataType.INSTANCE));
        this.byState = store.openMap("byState");
        this.counts = store.openMap("counts");
        this.offsets = store.openMap("offsets");
        this.properties = store.openMap("properties");
    }

    /**
     * Opens the file, making it if need be. What cannot be read is removed and starts empty: the topic has it all.
     *
     * @throws VizslaException {@code CONFLICT} if another process has it open; {@code STORE_UNAVAILABLE} if it cannot be
     *     written
     */
    static StatusStore open(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            return reopen(file);
        } catch (IOException failed) {
            throw unavailable("open " + file, failed);
        }
    }

    Optional<DocumentStatus> find(DocumentRef document) {
        return Optional.ofNullable(statuses.get(document.key())).map(StatusJson::read);
    }

    List<DocumentStatus> list(String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
        return state == null ? listAll(collection, after, limit) : listState(collection, state, after, limit);
    }

    Map<DocumentState, Long> counts(String collection) {
        Map<DocumentState, Long> all = new EnumMap<>(DocumentState.class);
        for (DocumentState state : DocumentState.values()) {
            all.put(state, counts.getOrDefault(stateKey(collection, state), 0L));
        }
        return all;
    }

    /** Returns how many states are stored. */
    long size() {
        return statuses.sizeAsLong();
    }

    /**
     * Stores a state unless a newer one is there: what was applied at once comes again from the topic, possibly after
     * still newer ones were applied.
     */
    synchronized void put(DocumentStatus status) {
        DocumentStatus before = find(status.document()).orElse(null);
        if (before != null && isNewer(before, status)) {
            return;
        }
        if (before != null) {
            uncount(before);
        }
        statuses.put(status.document().key(), StatusJson.write(status));
        byState.put(
                stateKey(status.document().collection(), status.state()) + "/"
                        + status.document().id(),
                true);
        add(status, 1);
    }

    /** Forgets a document. */
    synchronized void remove(DocumentRef document) {
        DocumentStatus before = find(document).orElse(null);
        if (before != null) {
            uncount(before);
            statuses.remove(document.key());
        }
    }

    /** Returns the followed offsets if they are of this topic; else empties the store for it. */
    synchronized Map<Integer, Long> offsets(String topic) {
        if (!topic.equals(properties.get(TOPIC)) || !FORMAT.equals(properties.get("format"))) {
            clear();
            properties.put(TOPIC, topic);
            properties.put("format", FORMAT);
        }
        return new HashMap<>(offsets);
    }

    /** Makes all changes so far durable, and with them how far the topic was followed. */
    synchronized void commit(Map<Integer, Long> followed) {
        offsets.putAll(followed);
        store.commit();
    }

    @Override
    public synchronized void close() {
        if (!store.isClosed()) {
            store.close();
        }
    }

    /** Lets go of the file without writing what is not committed: for a store that is broken. */
    void abandon() {
        store.closeImmediately();
    }

    private List<DocumentStatus> listAll(String collection, @Nullable String after, int limit) {
        String prefix = collection + "/";
        List<DocumentStatus> page = new ArrayList<>();
        Iterator<String> keys = keys(statuses, prefix, after);
        while (page.size() < limit && keys.hasNext()) {
            String key = keys.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            add(page, key, null);
        }
        return page;
    }

    private List<DocumentStatus> listState(String collection, DocumentState state, @Nullable String after, int limit) {
        String prefix = stateKey(collection, state) + "/";
        List<DocumentStatus> page = new ArrayList<>();
        Iterator<String> keys = keys(byState, prefix, after);
        while (page.size() < limit && keys.hasNext()) {
            String key = keys.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            add(page, collection + "/" + key.substring(prefix.length()), state);
        }
        return page;
    }

    private void add(List<DocumentStatus> page, String key, @Nullable DocumentState state) {
        byte[] json = statuses.get(key);
        DocumentStatus status = json == null ? null : StatusJson.read(json);
        if (status != null && (state == null || status.state() == state)) {
            page.add(status);
        }
    }

    /** Returns the keys from the prefix on, or those after the id if there is one. */
    private static Iterator<String> keys(MVMap<String, ?> map, String prefix, @Nullable String after) {
        String from = after == null ? prefix : map.higherKey(prefix + after);
        return from == null ? List.<String>of().iterator() : map.keyIterator(from);
    }

    private void uncount(DocumentStatus before) {
        byState.remove(stateKey(before.document().collection(), before.state()) + "/"
                + before.document().id());
        add(before, -1);
    }

    private void add(DocumentStatus status, long change) {
        String key = stateKey(status.document().collection(), status.state());
        counts.put(key, counts.getOrDefault(key, 0L) + change);
    }

    private void clear() {
        statuses.clear();
        byState.clear();
        counts.clear();
        offsets.clear();
    }

    private static String stateKey(String collection, DocumentState state) {
        return collection + "/" + state.id();
    }

    private static boolean isNewer(DocumentStatus one, DocumentStatus other) {
        return one.position().partition() == other.position().partition()
                && one.position().offset() > other.position().offset();
    }

    private static StatusStore reopen(Path file) throws IOException {
        try {
            return new StatusStore(mvStore(file));
        } catch (MVStoreException | UncheckedIOException unreadable) {
            if (unreadable instanceof MVStoreException known
                    && known.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT, "status file", file, "a file that no other process has open");
            }
            LOG.log(System.Logger.Level.WARNING, "Rebuilding " + file + " from the topic: " + unreadable);
            Files.deleteIfExists(file);
            return new StatusStore(mvStore(file));
        }
    }

    private static MVStore mvStore(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .cacheSize(8)
                .open();
    }

    private static VizslaException unavailable(String doing, Exception cause) {
        return VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot " + doing + ": " + cause.getMessage(), cause);
    }
}
