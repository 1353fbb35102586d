package io.vizsla.query.files;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A file that was not taken. */
@Schema(name = "RejectedFile")
public record RejectedFile(
        @Schema(nullable = true, description = "Its name; null if it brought none.") @Nullable
        String file,

        @Schema(examples = "too_large") String code,
        String detail) {}
