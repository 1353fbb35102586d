package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * A file of maps that follows a topic. Content and offsets are committed together: after a crash the file is as it was at
 * some commit, and following goes on from there.
 */
final class FollowedFile implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FollowedFile.class.getName());
    private static final String TOPIC = "topic";
    private static final String FORMAT = "format";

    private final MVStore store;
    private final MVMap<Integer, Long> offsets;
    private final MVMap<String, String> properties;

    private FollowedFile(MVStore store) {
        this.store = store;
        this.offsets = store.openMap("offsets");
        this.properties = store.openMap("properties");
    }

    /**
     * Opens the file, making it if need be. What cannot be read is removed and starts empty: the topic has it all.
     *
     * @throws VizslaException {@code CONFLICT} if another process has it open; {@code STORE_UNAVAILABLE} if it cannot be
     *     written
     */
    static FollowedFile open(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            return reopen(file);
        } catch (IOException failed) {
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE, "Cannot open " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** Returns a map of the file. */
    <V> MVMap<String, V> map(String name) {
        return store.openMap(name);
    }

    /** Returns a map of the file whose values are bytes. */
    MVMap<String, byte[]> bytes(String name) {
        return store.openMap(name, new MVMap.Builder<String, byte[]>().valueType(ByteArrayDataType.INSTANCE));
    }

    /**
     * Returns the followed offsets if they are of this topic; else empties the file for it.
     *
     * @param clear empties the other maps
     */
    Map<Integer, Long> offsets(String topic, String format, Runnable clear) {
        if (!topic.equals(properties.get(TOPIC)) || !format.equals(properties.get(FORMAT))) {
            clear.run();
            offsets.clear();
            properties.put(TOPIC, topic);
            properties.put(FORMAT, format);
        }
        return new HashMap<>(offsets);
    }

    /** Makes all changes so far durable, and with them how far the topic was followed. */
    void commit(Map<Integer, Long> followed) {
        offsets.putAll(followed);
        store.commit();
    }

    /** Lets go of the file without writing what is not committed: for a store that is broken. */
    void abandon() {
        store.closeImmediately();
    }

    @Override
    public void close() {
        if (!store.isClosed()) {
            store.close();
        }
    }

    private static FollowedFile reopen(Path file) throws IOException {
        try {
            return new FollowedFile(mvStore(file));
        } catch (MVStoreException | UncheckedIOException unreadable) {
            if (unreadable instanceof MVStoreException known && known.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT, "file of states", file, "a file that no other process has open");
            }
            LOG.log(System.Logger.Level.WARNING, "Rebuilding " + file + " from the topic: " + unreadable);
            Files.deleteIfExists(file);
            return new FollowedFile(mvStore(file));
        }
    }

    private static MVStore mvStore(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .cacheSize(8)
                .open();
    }
}
