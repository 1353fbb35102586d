package io.vizsla.query.rest.dto;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Turn;
import io.vizsla.query.answer.Turn.Speaker;
import io.vizsla.query.config.LimitsConfig;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one side of a conversation said, in OpenAI's shape. */
@Schema(name = "Message")
public record MessageDto(
        @Schema(required = true, description = "user or assistant", examples = "user") @Nullable
        String role,

        @Schema(required = true) @Nullable String content) {

    Turn turn(String field, LimitsConfig limits) {
        Speaker speaker =
                switch (role) {
                    case "user" -> Speaker.USER;
                    case "assistant" -> Speaker.ASSISTANT;
                    case null, default -> throw VizslaException.invalid(field + ".role", role, "user or assistant");
                };
        return new Turn(speaker, GivenText.required(field + ".content", content, limits));
    }
}
