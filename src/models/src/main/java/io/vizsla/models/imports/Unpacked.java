package io.vizsla.models.imports;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Where an archive is unpacked to. Counts what comes, whatever the archive says of its own size, and keeps every entry
 * inside the folder.
 */
final class Unpacked {

    private static final int BUFFER = 1 << 16;

    private final String archive;
    private final Path folder;
    private final ArchiveLimits limits;
    private final Set<Path> files = new HashSet<>();
    private int entries;
    private long bytes;

    Unpacked(String archive, Path folder, ArchiveLimits limits) {
        this.archive = archive;
        this.folder = folder;
        this.limits = limits;
    }

    /** Checks that an entry is a file or a folder: a link could lead the next entry anywhere. */
    void checkKind(String entry, boolean plain) {
        if (!plain) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "entry of " + archive, entry, "a file or a folder, no link or device");
        }
    }

    void folder(String entry) throws IOException {
        try {
            Files.createDirectories(place(entry));
        } catch (FileAlreadyExistsException e) {
            throw taken(entry);
        }
    }

    /**
     * Writes a file.
     *
     * @throws DiskFailure if what was read cannot be written
     * @throws VizslaException {@code INVALID_MODEL} if its place is taken, {@code TOO_LARGE} if the limits end
     * @throws IOException if it cannot be read
     */
    void file(String entry, InputStream in) throws IOException {
        Path file = place(entry);
        if (!files.add(file)) {
            throw taken(entry);
        }
        try {
            Files.createDirectories(file.resolveSibling(""));
        } catch (FileAlreadyExistsException e) {
            throw taken(entry);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(in, out);
        }
    }

    /** Reads what stands behind the last entry, which ends at the limits like files do. */
    void rest(InputStream in) throws IOException {
        copy(in, OutputStream.nullOutputStream());
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            check(bytes <= limits.bytes(), "bytes", bytes, limits.bytes(), "--max-bytes");
            write(out, buffer, n);
        }
    }

    private VizslaException taken(String entry) {
        return VizslaException.field(
                ErrorCode.INVALID_MODEL, "entry of " + archive, entry, "at a place that no entry before it takes");
    }

    private static void write(OutputStream out, byte[] buffer, int length) throws DiskFailure {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new DiskFailure(e);
        }
    }

    private Path place(String entry) {
        check(++entries <= limits.entries(), "entries", entries, limits.entries(), "--max-entries");
        try {
            Path place = folder.resolve(entry).normalize();
            if (!entry.contains("\\") && !entry.startsWith("/") && place.startsWith(folder)) {
                return place;
            }
        } catch (InvalidPathException e) {
            throw VizslaException.of(ErrorCode.INVALID_MODEL, archive + " has an entry without a usable name", e);
        }
        throw VizslaException.field(ErrorCode.INVALID_MODEL, "entry of " + archive, entry, "a path inside the archive");
    }

    private void check(boolean holds, String what, long found, long most, String option) {
        if (!holds) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE,
                    what + " in " + archive,
                    found,
                    "at most " + most + ", which " + option + " raises");
        }
    }
}
