package io.vizsla.benchmarks.crash;

import io.vizsla.ingestion.DocumentBody;
import io.vizsla.ingestion.DocumentEvents;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of the stream.
 *
 * @param number counts from 0; travels in the header {@value #HEADER}
 * @param id of the document
 * @param text the document's text; null if it is a deletion or poison
 * @param version given by the producer; null where the offset counts
 */
record CrashEvent(
        int number,
        Kind kind,
        String id,
        @Nullable String text,
        @Nullable Long version) {

    static final String HEADER = "event";

    /** What an event does to its document. */
    enum Kind {
        WRITE,
        DELETE,
        POISON
    }

    byte[] key() {
        return (CrashNode.COLLECTION + "/" + id).getBytes(StandardCharsets.UTF_8);
    }

    byte @Nullable [] value() {
        return switch (kind) {
            case DELETE -> null;
            case POISON -> ("{\"text\": \"cut off " + number).getBytes(StandardCharsets.UTF_8);
            case WRITE -> DocumentEvents.write(DocumentBody.ofText(null, text == null ? "" : text, Map.of(), version));
        };
    }
}
