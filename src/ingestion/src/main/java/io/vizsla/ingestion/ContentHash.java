package io.vizsla.ingestion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of everything in an event that decides what its document becomes: title, content, content type and
 * metadata, whatever the order of its keys. The version is not part of it. Content counts the same inline and by claim.
 */
final class ContentHash {

    private ContentHash() {}

    /** Returns SHA-256 in lower-case hexadecimal. */
    static String of(DocumentBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            part(out, body.title());
            part(out, contentHash(body));
            part(out, body.text() == null ? body.contentType() : DocumentBody.TEXT_TYPE);
            out.write(canonical(body.metadata()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return hex(bytes.toByteArray());
    }

    /** Returns the SHA-256 of bytes in lower-case hexadecimal. */
    static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String contentHash(DocumentBody body) {
        Artefact claim = body.claim();
        if (claim != null) {
            return claim.sha256();
        }
        String text = body.text();
        byte[] content = body.content();
        return hex(text != null ? text.getBytes(StandardCharsets.UTF_8) : content != null ? content : new byte[0]);
    }

    private static void part(DataOutputStream out, @Nullable String part) throws IOException {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(part == null ? -1 : bytes.length);
        out.write(bytes);
    }

    private static byte[] canonical(Map<String, @Nullable Object> metadata) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            EventWriter.value(json, sorted(metadata));
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(String.valueOf(key), sorted(element)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> sorted = new ArrayList<>(list.size());
            list.forEach(element -> sorted.add(sorted(element)));
            return sorted;
        }
        return value;
    }
}
