package io.vizsla.ingestion;

import io.vizsla.api.error.VizslaException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the version of a record without a value, which has it in a header. */
final class Tombstones {

    private Tombstones() {}

    /**
     * Returns the version, null if there is none.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the header is not a version
     */
    static @Nullable Long version(LogRecord record) {
        byte[] header = record.lastHeaders().get(LogRecord.VERSION_HEADER);
        if (header == null) {
            return null;
        }
        String text = new String(header, StandardCharsets.UTF_8);
        try {
            return DocumentBody.checkVersion(Long.parseLong(text));
        } catch (NumberFormatException notNumber) {
            throw VizslaException.invalid("version", text, DocumentBody.VERSION_BOUND);
        }
    }
}
