package io.vizsla.models;

import java.io.IOException;
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
final class FolderWriter {

    private FolderWriter() {}

    /** Fills an empty folder. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /** Writes the folder, or leaves the one that somebody else finished first. */
    static void write(Path folder, Content content) throws IOException {
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path draft = Files.createTempDirectory(parent, ".writing-");
        try {
            content.writeTo(draft);
            sync(draft);
            publish(draft, folder);
            syncDirectory(parent);
        } finally {
            delete(draft);
        }
    }

    private static void publish(Path draft, Path folder) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Another process was faster: a folder with a manifest is a whole one.
            if (!Files.exists(folder.resolve(ModelFolder.MANIFEST))) {
                throw e;
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        for (Path file : children(folder)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        syncDirectory(folder);
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

    private static void delete(Path draft) throws IOException {
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
