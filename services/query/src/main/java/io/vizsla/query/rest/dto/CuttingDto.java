package io.vizsla.query.rest.dto;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How documents are cut. */
@Schema(name = "Cutting", description = "How documents are cut into chunks.")
public record CuttingDto(
        @Schema(description = "The most tokens of a chunk.", minimum = "16", maximum = "8192", examples = "512")
        @Nullable
        Integer maxTokens,

        @Schema(description = "Tokens that a chunk repeats of the one before it.", minimum = "0", examples = "64")
        @Nullable
        Integer overlap) {}
