package io.vizsla.query.rest.dto;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of documents in id order. */
@Schema(name = "DocumentPage")
public record DocumentPage(
        List<DocumentStatusDto> documents,

        @Schema(nullable = true, description = "Give it as `after` for the next page; null on the last one.") @Nullable
        String next) {}
