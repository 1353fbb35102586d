package io.vizsla.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a folder so that it appears whole or not at all, also when the process or the machine dies half-way. */
public final class FolderWriter {

    /** What the names of unfinished folders begin with. */
    static final String DRAFT = ".writing-";

    private FolderWriter() {}

    /** Fills an empty folder. */
    @FunctionalInterface
    public interface Content {
        /** Writes the content; if that fails, nothing of it stays. */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes the folder, or leaves the one that somebody else finished first.
     *
     * @return false if somebody else was first
     * @throws IOException if the disk fails
     */
    public static boolean write(Path folder, Content content) throws IOException {
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path draft = Files.createTempDirectory(parent, DRAFT);
        try {
            content.writeTo(draft);
            sync(draft);
            boolean ours = publish(draft, folder);
            syncDirectory(parent);
            return ours;
        } finally {
            delete(draft);
        }
    }

    /**
     * Copies the content of a file, and nothing else of it: what was read-only is writable in a folder of ours, so that its
     * owner can finish and remove it.
     *
     * @param target not there yet
     * @throws IOException if a file cannot be read or written
     */
    public static void copy(Path source, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            Files.copy(in, target);
        }
    }

    /** Does something in a folder. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it; the folder is gone afterwards. */
        T in(Path folder) throws IOException;
    }

    /**
     * Gives work an empty folder that is deleted when the work ends.
     *
     * @param parent of the folder; made if need be
     * @throws IOException if the work or the disk fails
     */
    public static <T> T inScratch(Path parent, Work<T> work) throws IOException {
        Path scratch = Files.createTempDirectory(Files.createDirectories(parent.toAbsolutePath()), DRAFT);
        try {
            return work.in(scratch);
        } finally {
            delete(scratch);
        }
    }

    /**
     * Puts content in the place of a file, which is the old or the new one at any time.
     *
     * @throws IOException if the disk fails; the file is the old one then
     */
    static void replace(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(DRAFT + file.getFileName());
        try {
            Files.write(draft, content);
            force(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory(file.resolveSibling(""));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static boolean publish(Path draft, Path folder) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Another process was faster: a folder with a manifest is a whole one.
            if (!Files.exists(folder.resolve(ModelFolder.MANIFEST))) {
                throw e;
            }
            return false;
        }
    }

    private static void sync(Path folder) throws IOException {
        for (Path file : children(folder)) {
            if (Files.isDirectory(file)) {
                sync(file);
                continue;
            }
            force(file);
        }
        syncDirectory(folder);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void syncDirectory(Path folder) {
        // Windows does not open directories; there the rename itself has to do.
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            System.getLogger(FolderWriter.class.getName())
                    .log(System.Logger.Level.DEBUG, "The directory could not be synchronized", e);
        }
    }

    /** Deletes a folder with all that is in it; links are deleted, not followed. */
    public static void delete(Path draft) throws IOException {
        if (!Files.exists(draft)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(draft)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
