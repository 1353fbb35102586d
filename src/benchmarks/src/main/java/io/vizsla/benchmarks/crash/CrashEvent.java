package io.vizsla.benchmarks.crash;

import io.vizsla.ingestion.DocumentBody;
import io.vizsla.ingestion.DocumentEvents;
import io.vizsla.ingestion.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One event of the stream.
 *
 * @param number counts from 0; travels in the header {@value #HEADER}
 * @param id of the document
 * @param text the document's text; null if it is a deletion or poison
 * @param version given by the producer; null where the offset counts
 */
public record CrashEvent(
        int number,
        Kind kind,
        String id,
        @Nullable String text,
        @Nullable Long version) {

    /** The collection that all documents belong to. */
    public static final String COLLECTION = "crash";

    static final String HEADER = "event";

    /** What an event does to its document. */
    public enum Kind {
        WRITE,
        DELETE,
        POISON
    }

    /** Returns the key of its record. */
    public byte[] key() {
        return (COLLECTION + "/" + id).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the headers of its record. */
    public RecordHeaders headers() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(HEADER, decimal(number));
        if (kind == Kind.DELETE && version != null) {
            headers.add(LogRecord.VERSION_HEADER, decimal(version));
        }
        return headers;
    }

    /** Returns the value of its record, null for a deletion. */
    public byte @Nullable [] value() {
        return switch (kind) {
            case DELETE -> null;
            case POISON -> ("{\"text\": \"cut off " + number).getBytes(StandardCharsets.UTF_8);
            case WRITE -> DocumentEvents.write(DocumentBody.ofText(null, text == null ? "" : text, Map.of(), version));
        };
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
