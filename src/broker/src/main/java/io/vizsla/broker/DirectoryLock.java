package io.vizsla.broker;

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

/** Keeps a directory to one process. The operating system frees it when the process dies, however it dies. */
final class DirectoryLock implements AutoCloseable {

    private static final String NAME = "broker.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the directory, making it if need be.
     *
     * @throws VizslaException {@code CONFLICT} if another broker has it; {@code STORE_UNAVAILABLE} if it cannot be written
     */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw VizslaException.field(
                        ErrorCode.CONFLICT, "kafka.directory", directory, "a directory that no other broker uses");
            }
            return new DirectoryLock(channel);
        } catch (IOException failed) {
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE, "Cannot write to the broker's directory " + directory, failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot let go of the broker's directory", failed);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
