package io.vizsla.artefacts;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes that lie whole and on disk in a temporary file, not yet under their name. */
record ArtefactFile(Path temporary, String sha256, long bytes) {

    static ArtefactFile write(InputStream source, Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "put", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            DigestInputStream digested = new DigestInputStream(source, sha256Digest());
            OutputStream out = Channels.newOutputStream(channel);
            long bytes = digested.transferTo(out);
            channel.force(true);
            return new ArtefactFile(file, hex(digested.getMessageDigest()), bytes);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    /** Moves the file into a directory under its own name, which is on disk, too, when this returns. */
    void moveInto(Path directory) throws IOException {
        Path file = directory.resolve(sha256);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** @throws VizslaException {@code UNREADABLE_DOCUMENT} if the file is not what the artefact names */
    static void verify(Path file, Artefact artefact) throws IOException {
        MessageDigest digest = sha256Digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            String found = hex(digest);
            if (bytes != artefact.bytes() || !found.equals(artefact.sha256())) {
                throw VizslaException.field(
                        ErrorCode.UNREADABLE_DOCUMENT,
                        "claim",
                        artefact.sha256() + " with " + artefact.bytes() + " bytes",
                        "the stored bytes, which are " + bytes + " with SHA-256 " + found);
            }
        }
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
