package io.vizsla.models.imports;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.models.FolderWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Unpacks the archive of an export. An archive comes from anywhere: {@link Unpacked} bounds what it may do. */
final class Archive {

    private static final List<String> TARS_WITH_GZIP = List.of(".tar.gz", ".tgz");
    private static final String TAR = ".tar";
    private static final String ZIP = ".zip";

    private Archive() {}

    /** Does something with an unpacked export. */
    @FunctionalInterface
    interface Use<T> {
        T with(Path folder) throws IOException;
    }

    /**
     * Unpacks an archive for as long as it is used.
     *
     * @param scratch folder below which it is unpacked
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is no such file or it is no archive; {@code INVALID_MODEL}
     *     if it is damaged or has entries that leave the folder; {@code TOO_LARGE} if it exceeds the limits
     * @throws IOException if the disk fails, or as the use does
     */
    static <T> T open(Path archive, Path scratch, ArchiveLimits limits, Use<T> use) throws IOException {
        String name = String.valueOf(archive.getFileName());
        if (!Files.isRegularFile(archive)
                || withoutEnding(name.toLowerCase(Locale.ROOT)).length() == name.length()) {
            throw VizslaException.invalid(
                    "path", archive, "a folder or a .zip, .tar, .tar.gz or .tgz file that is there");
        }
        return FolderWriter.inScratch(scratch, folder -> {
            unpack(archive, name, new Unpacked(name, folder, limits));
            return use.with(single(folder));
        });
    }

    /** Tells a damaged archive from a disk that takes no more of it. */
    static void unpack(Path archive, String name, Unpacked unpacked) throws DiskFailure {
        try {
            entries(archive, name.toLowerCase(Locale.ROOT), unpacked);
        } catch (DiskFailure e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw VizslaException.of(ErrorCode.INVALID_MODEL, name + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** Returns the name of a file without the ending that makes it an archive. */
    static String withoutEnding(String name) {
        return Stream.concat(TARS_WITH_GZIP.stream(), Stream.of(TAR, ZIP))
                .filter(name::endsWith)
                .findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
    }

    private static void entries(Path archive, String name, Unpacked unpacked) throws IOException {
        if (name.endsWith(ZIP)) {
            unzip(archive, unpacked);
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
            untar(name.endsWith(TAR) ? in : new GZIPInputStream(in), unpacked);
        }
    }

    private static void unzip(Path archive, Unpacked unpacked) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
                ZipArchiveEntry entry = all.nextElement();
                unpacked.checkKind(entry.getName(), !entry.isUnixSymlink());
                if (entry.isDirectory()) {
                    unpacked.folder(entry.getName());
                } else {
                    unzip(zip, entry, unpacked);
                }
            }
        }
    }

    /** Writes one file; the archive's library reads what is damaged as if it were whole. */
    private static void unzip(ZipFile zip, ZipArchiveEntry entry, Unpacked unpacked) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            unpacked.file(entry.getName(), in);
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new IOException("the checksum of " + entry.getName() + " is not that of its content");
            }
        }
    }

    private static void untar(InputStream in, Unpacked unpacked) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            unpacked.checkKind(entry.getName(), plain(entry));
            if (entry.isDirectory()) {
                unpacked.folder(entry.getName());
            } else {
                unpacked.file(entry.getName(), tar);
            }
        }
        // The checksum of gzip stands behind everything.
        unpacked.rest(in);
    }

    /** Tells by all other kinds: to the library, whatever is no folder is a file. */
    private static boolean plain(TarArchiveEntry entry) {
        return !entry.isLink()
                && !entry.isSymbolicLink()
                && !entry.isFIFO()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice();
    }

    /** Most archives hold one folder with everything in it. */
    private static Path single(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> all = children.filter(
                            child -> !String.valueOf(child.getFileName()).equals("__MACOSX"))
                    .toList();
            return all.size() == 1 && Files.isDirectory(all.getFirst()) ? all.getFirst() : folder;
        }
    }
}
