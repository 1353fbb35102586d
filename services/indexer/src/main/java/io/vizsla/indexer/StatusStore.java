package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The states of documents in one file, with the offsets up to which they were followed. States, counts and offsets are
 * committed together: after a crash the file is as it was at some commit, and following goes on from there.
 *
 * <p>Reads of states may run at any time; changes, commits and counts exclude each other, so that neither a commit nor a
 * count tears a change in two.
 */
final class StatusStore implements AutoCloseable {

    private static final String FORMAT = "1";

    private final FollowedFile file;
    private final MVMap<String, byte[]> statuses;
    /** {@code collection/state/id} to nothing: what a page of one state is read from. */
    private final MVMap<String, Boolean> byState;
    /** {@code collection/state} to how many. */
    private final MVMap<String, Long> counts;

    private StatusStore(FollowedFile file) {
        this.file = file;
        this.statuses = file.bytes("statuses");
        this.byState = file.map("byState");
        this.counts = file.map("counts");
    }

    /** Opens the file, as {@link FollowedFile#open}. */
    static StatusStore open(Path file) {
        return new StatusStore(FollowedFile.open(file));
    }

    /** Removes a file that nobody has open; does nothing if there is none. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE, "Cannot delete " + file + ": " + failed.getMessage(), failed);
        }
    }

    Optional<DocumentStatus> find(DocumentRef document) {
        return Optional.ofNullable(statuses.get(document.key())).map(StatusJson::read);
    }

    List<DocumentStatus> list(String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
        return state == null ? listAll(collection, after, limit) : listState(collection, state, after, limit);
    }

    /** Waits for a change that is being made: in the middle of one a document counts nowhere. */
    synchronized Map<DocumentState, Long> counts(String collection) {
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

    /** As {@link FollowedFile#offsets}. */
    synchronized Map<Integer, Long> offsets(String topic) {
        return file.offsets(topic, FORMAT, this::clear);
    }

    /** As {@link FollowedFile#commit}. */
    synchronized void commit(Map<Integer, Long> followed) {
        file.commit(followed);
    }

    @Override
    public synchronized void close() {
        file.close();
    }

    /** Lets go of the file without writing what is not committed: for a store that is broken. */
    void abandon() {
        file.abandon();
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
    }

    private static String stateKey(String collection, DocumentState state) {
        return collection + "/" + state.id();
    }

    private static boolean isNewer(DocumentStatus one, DocumentStatus other) {
        return one.position().partition() == other.position().partition()
                && one.position().offset() > other.position().offset();
    }
}
