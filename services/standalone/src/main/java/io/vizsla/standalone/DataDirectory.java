package io.vizsla.standalone;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder that holds all data of an instance, locked against a second instance until closed. */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "vizsla.lock";

    private final Path root;
    private final FileChannel channel;

    private DataDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the folder if need be and locks it.
     *
     * @throws VizslaException {@code CONFLICT} with the field {@code data-dir} if another instance uses it, {@code
     *     STORE_UNAVAILABLE} if it cannot be written
     */
    public static DataDirectory lock(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            Files.createDirectories(root);
            channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw VizslaException.field(
                        ErrorCode.CONFLICT, "data-dir", root, "a folder that no other instance is using");
            }
            return new DataDirectory(root, channel);
        } catch (IOException unwritable) {
            close(channel);
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the data folder " + root + " cannot be written: " + unwritable,
                    unwritable);
        }
    }

    /** Returns the folder. */
    public Path root() {
        return root;
    }

    /** Returns where models lie. */
    public Path models() {
        return root.resolve("models");
    }

    /** Returns where indexes lie. */
    public Path index() {
        return root.resolve("index");
    }

    /** Returns where the index lies that proves that a search works. */
    public Path canary() {
        return root.resolve("canary");
    }

    /** Returns where the broker keeps its log. */
    public Path broker() {
        return root.resolve("broker");
    }

    /** Returns the file of document states. */
    public Path status() {
        return root.resolve("status.mv");
    }

    /** Returns the file of judgements. */
    public Path judgements() {
        return root.resolve("judgements.mv");
    }

    /** Returns where the examples lie that are chosen among judged queries. */
    public Path examples() {
        return root.resolve("examples");
    }

    /** Returns where the states of documents lie in indexes that are made anew. */
    public Path rebuilds() {
        return root.resolve("rebuilds");
    }

    /** Returns where training jobs lie. */
    public Path training() {
        return root.resolve("training");
    }

    /** Returns where large documents lie. */
    public Path artefacts() {
        return root.resolve("artefacts");
    }

    /** Unlocks the folder. Idempotent. */
    @Override
    public void close() {
        close(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException stays) {
            System.getLogger(DataDirectory.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The lock of the data folder stays until the process ends",
                            stays);
        }
    }
}
