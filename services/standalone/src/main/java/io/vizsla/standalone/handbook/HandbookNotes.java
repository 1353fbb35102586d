package io.vizsla.standalone.handbook;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Remembers in the data directory which pages were sent, by the hash of their content. */
final class HandbookNotes {

    private final Path file;

    private HandbookNotes(Path file) {
        this.file = file;
    }

    static HandbookNotes in(Path dataDirectory) {
        return new HandbookNotes(dataDirectory.resolve("handbook.properties"));
    }

    boolean exist() {
        return Files.exists(file);
    }

    /** Returns page to hash. */
    Map<String, String> read() throws IOException {
        Properties notes = new Properties();
        if (exist()) {
            try (Reader reader = Files.newBufferedReader(file)) {
                notes.load(reader);
            }
        }
        Map<String, String> hashes = new TreeMap<>();
        notes.forEach((page, hash) -> hashes.put(page.toString(), hash.toString()));
        return hashes;
    }

    void write(Map<String, String> hashes) throws IOException {
        Properties notes = new Properties();
        notes.putAll(hashes);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (Writer writer = Files.newBufferedWriter(next)) {
            notes.store(writer, "The handbook's pages that were sent");
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
