package io.vizsla.evaluation;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over the bytes of files, one after the other, unpacked where they are packed. */
public final class FileHash {

    private FileHash() {}

    /**
     * Returns the hash in hexadecimal.
     *
     * @param files each as it is or, with {@code .gz} at its name's end, packed
     * @throws VizslaException {@code STORE_UNAVAILABLE} if one cannot be read
     */
    public static String of(List<Path> files) {
        MessageDigest digest = sha256();
        for (Path file : files) {
            try (InputStream bytes = new DigestInputStream(StoredFile.open(file), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            } catch (IOException broken) {
                throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot read " + file + ": " + broken, broken);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
