package io.vizsla.artefacts;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Artefacts as files of a directory, {@code ab/cd/abcd…}, named by the SHA-256 of their bytes. A file appears under its
 * name only once it is whole and on disk, so a crash leaves at most a temporary file, which a start after an hour removes.
 * Several processes may share the directory.
 */
public final class DirectoryArtefactStore implements ArtefactStore {

    private final Path root;
    private final Path temporary;

    private DirectoryArtefactStore(Path root) {
        this.root = root;
        this.temporary = root.resolve("tmp");
    }

    /**
     * Opens a directory, making it if need be.
     *
     * @throws VizslaException {@code STORE_UNAVAILABLE} if it cannot be written
     */
    public static DirectoryArtefactStore open(Path root) {
        DirectoryArtefactStore store = new DirectoryArtefactStore(root);
        try {
            TemporaryFiles.tidy(store.temporary);
        } catch (IOException failed) {
            throw unavailable("open " + root, failed);
        }
        return store;
    }

    @Override
    public Artefact put(InputStream bytes) {
        try {
            ArtefactFile written = ArtefactFile.write(bytes, temporary);
            keep(written);
            return new Artefact(written.sha256(), written.bytes());
        } catch (IOException failed) {
            throw unavailable("store an artefact", failed);
        }
    }

    @Override
    public InputStream open(Artefact artefact) {
        ArtefactNames.check(artefact);
        Path file = file(artefact.sha256());
        try {
            ArtefactFile.verify(file, artefact);
            return Files.newInputStream(file);
        } catch (NoSuchFileException missing) {
            throw ArtefactNames.unknown(artefact, missing);
        } catch (IOException failed) {
            throw unavailable("read artefact " + artefact.sha256(), failed);
        }
    }

    @Override
    public List<String> storedBefore(Instant instant) {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (ArtefactNames.isName(name) && lastStored(file).isBefore(instant)) {
                    names.add(name);
                }
            }
        } catch (IOException failed) {
            throw unavailable("list the artefacts", failed);
        }
        return names;
    }

    @Override
    public synchronized boolean remove(String sha256, Instant storedBefore) {
        Path file = file(sha256);
        try {
            return Files.exists(file) && lastStored(file).isBefore(storedBefore) && Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw unavailable("remove artefact " + sha256, failed);
        }
    }

    /** Storing what is there already renews its time, which keeps it from being swept before the log refers to it. */
    private synchronized void keep(ArtefactFile written) throws IOException {
        Path directory = directory(written.sha256());
        Files.createDirectories(directory);
        written.moveInto(directory);
    }

    private Path file(String sha256) {
        return directory(sha256).resolve(sha256);
    }

    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
    }

    private static Instant lastStored(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    private static VizslaException unavailable(String doing, IOException cause) {
        return VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot " + doing + ": " + cause, cause);
    }
}
