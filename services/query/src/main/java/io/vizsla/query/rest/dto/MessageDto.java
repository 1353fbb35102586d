package io.vizsla.query.rest.dto;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Turn;
import io.vizsla.query.answer.Turn.Speaker;
import io.vizsla.query.config.AnswerConfig;
import io.vizsla.query.config.LimitsConfig;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one side of a conversation said, in OpenAI's shape. */
@Schema(name = "Message")
public record MessageDto(
        @Schema(required = true, description = "user or assistant", examples = "user") @Nullable
        String role,

        @Schema(
                required = true,
                description = "1 to 8,192 characters of a user, 1 to 40,000 of an assistant, by default")
        @Nullable
        String content) {

    /** By how much an answer may be longer than what the chat model said: <em>[1,2]</em> becomes <em>[1][2]</em>. */
    private static final int ROOM_FOR_MARKS = 2;

    /** Returns what was said; whatever was answered may be sent back, however much longer than a question it is. */
    Turn turn(String field, LimitsConfig limits, AnswerConfig answers) {
        Speaker speaker =
                switch (role) {
                    case "user" -> Speaker.USER;
                    case "assistant" -> Speaker.ASSISTANT;
                    case null, default -> throw VizslaException.invalid(field + ".role", role, "user or assistant");
                };
        int longest =
                switch (speaker) {
                    case USER -> limits.queryCharacters();
                    case ASSISTANT -> Math.max(limits.queryCharacters(), ROOM_FOR_MARKS * answers.characters());
                };
        return new Turn(speaker, GivenText.required(field + ".content", content, longest));
    }
}
