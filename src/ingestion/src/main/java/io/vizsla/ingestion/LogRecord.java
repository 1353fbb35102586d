package io.vizsla.ingestion;

import io.vizsla.api.ingest.LogPosition;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code vizsla.documents} as it lies on the log.
 *
 * @param position where it lies
 * @param key UTF-8 {@code collection/documentId}; null where the producer gave none
 * @param value UTF-8 JSON, see {@link DocumentEvents}; null deletes the document
 * @param headers the last value of each header; not copied
 * @param timestamp when it was produced
 */
public record LogRecord(
        LogPosition position,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers,
        Instant timestamp) {

    /** The header that gives a tombstone its version, in decimal digits. */
    public static final String VERSION_HEADER = "version";

    /**
     * The header that tells, with any value, that the document is large although the record is small, because its bytes
     * lie elsewhere. Producers need not give it.
     */
    public static final String CLAIM_HEADER = "claim";

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogRecord that
                && position.equals(that.position)
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && timestamp.equals(that.timestamp);
    }

    @Override
    public int hashCode() {
        return 31 * position.hashCode() + Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "LogRecord[" + position.partition() + ":" + position.offset() + ", "
                + (value == null ? "delete" : value.length + " bytes") + "]";
    }
}
