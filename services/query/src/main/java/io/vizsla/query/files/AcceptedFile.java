package io.vizsla.query.files;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file that is on the log. */
@Schema(name = "AcceptedFile")
public record AcceptedFile(
        @Schema(description = "The document's id.", examples = "manual.pdf")
        String id,

        int partition,
        long offset) {}
