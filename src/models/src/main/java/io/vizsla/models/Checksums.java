package io.vizsla.models;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. */
public final class Checksums {

    private static final int BUFFER = 1 << 16;

    private Checksums() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "every Java platform has SHA-256", e);
        }
    }

    /**
     * Describes a file as a manifest does.
     *
     * @param path relative to the folder
     * @throws IOException if the file cannot be read
     */
    public static ModelFile describe(Path folder, String path) throws IOException {
        Path file = folder.resolve(path);
        return new ModelFile(path, of(file), Files.size(file));
    }

    /** Returns the checksum of bytes in hexadecimal digits. */
    public static String of(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** Returns the checksum of a file's content in hexadecimal digits. */
    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
