package io.vizsla.query.bulk;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A document that was accepted and then could not be indexed. */
@Schema(name = "FailedDocument")
public record FailedDocument(
        String id, @Schema(examples = "unreadable_document") String code, String detail) {}
