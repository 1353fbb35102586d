package io.vizsla.ingestion;

import io.vizsla.api.ingest.LogPosition;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code vizsla.documents} as it lies on the log.
 *
 * @param position where it lies
 * @param key UTF-8 {@code collection/documentId}; null where the producer gave none
 * @param value UTF-8 JSON, see {@link DocumentEvents}; null deletes the document
 * @param headers all of them, in their order
 * @param timestamp when it was produced
 */
public record LogRecord(
        LogPosition position,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<LogHeader> headers,
        Instant timestamp) {

    /** The header that gives a tombstone its version, in decimal digits. */
    public static final String VERSION_HEADER = "version";

    /**
     * The header that tells, with any value, that the document is large although the record is small, because its bytes
     * lie elsewhere. Producers need not give it.
     */
    public static final String CLAIM_HEADER = "claim";

    public LogRecord {
        headers = List.copyOf(headers);
    }

    /** Makes a record whose headers have different names. */
    public LogRecord(
            LogPosition position,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers,
            Instant timestamp) {
        this(
                position,
                key,
                value,
                headers.entrySet().stream()
                        .map(header -> new LogHeader(header.getKey(), header.getValue()))
                        .toList(),
                timestamp);
    }

    /** Returns the last value of each header that has one; not copied. */
    public Map<String, byte[]> lastHeaders() {
        Map<String, byte[]> last = new LinkedHashMap<>();
        for (LogHeader header : headers) {
            byte[] given = header.value();
            if (given != null) {
                last.put(header.name(), given);
            }
        }
        return last;
    }

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
