package io.vizsla.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An answer and what it rests on. */
@Schema(name = "Answer")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        @Schema(
                description =
                        "What was searched for: the question, made to stand alone where there was a conversation.")
        String question,

        @Schema(description = "generated, extractive or absent")
        Kind kind,

        @Schema(description = "The answer; passages are cited by their numbers, as in [1].")
        String text,

        List<Citation> citations,

        @Schema(description = "Whether something is cited, and every citation is supported.")
        boolean grounded,

        List<Passage> passages,

        @Schema(description = "The chat model; absent if none spoke.") @Nullable
        String model,

        @Schema(description = "Why the answer is of its kind, where that needs saying.") @Nullable
        String reason) {

    /** What an absent answer says. */
    public static final String ABSENT = "The documents do not answer this question.";

    /** How an answer came about. */
    @Schema(name = "AnswerKind")
    public enum Kind {
        /** A chat model wrote it. */
        @JsonProperty("generated")
        GENERATED,
        /** Sentences of the passages, word for word. */
        @JsonProperty("extractive")
        EXTRACTIVE,
        /** Nothing that was found answers the question. */
        @JsonProperty("absent")
        ABSENT
    }

    static Answer absent(String question, List<Passage> passages, @Nullable String model, String reason) {
        return new Answer(question, Kind.ABSENT, ABSENT, List.of(), false, passages, model, reason);
    }
}
