package io.vizsla.refresh.job;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells by its checksums which data a refresh was made of. */
public final class DataHashes {

    private static final List<String> FILES =
            List.of("documents.ndjson", RefreshFolder.PASSAGES, "queries.ndjson", "vectors.f32");

    private DataHashes() {}

    /** Returns the names of the files that a trained model depends on; texts of passages are not always among them. */
    public static List<String> files(RefreshFolder folder) {
        return FILES.stream()
                .filter(file -> !file.equals(RefreshFolder.PASSAGES)
                        || Files.exists(folder.path().resolve(file)))
                .toList();
    }

    /**
     * Returns {@code data.FILE} to the SHA-256 of that file, 64 hexadecimal digits, for each file of the data.
     *
     * @throws VizslaException {@code INTERNAL} if one cannot be read
     */
    public static SortedMap<String, String> of(RefreshFolder folder) {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (String file : files(folder)) {
            hashes.put("data." + file, hash(folder.path().resolve(file)));
        }
        return hashes;
    }

    /** Returns whether a fact of a model's provenance is one of these. */
    static boolean isHash(String fact) {
        return fact.startsWith("data.") && FILES.contains(fact.substring("data.".length()));
    }

    private static String hash(Path file) {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            ((InputStream) in).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException unreadable) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the training data cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw VizslaException.of(ErrorCode.INTERNAL, "Java has no SHA-256", impossible);
        }
    }
}
