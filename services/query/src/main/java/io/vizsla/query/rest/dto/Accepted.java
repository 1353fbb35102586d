package io.vizsla.query.rest.dto;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.LogPosition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event that is on the log. */
@Schema(name = "Accepted", description = "The event is on the log; the document is searchable a moment later.")
public record Accepted(String collection, String id, int partition, long offset) {

    /** Tells where an event is. */
    public static Accepted of(DocumentRef document, LogPosition position) {
        return new Accepted(document.collection(), document.id(), position.partition(), position.offset());
    }
}
