package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer and what it rests on.
 *
 * @param question what was searched for: the question, made to stand alone where there was a conversation
 * @param text the answer; passages are cited by their numbers, as in {@code [1]}
 * @param citations in the order of the text
 * @param grounded whether something is cited, and every citation is supported
 * @param passages what was found, best first, whether cited or not
 * @param model the chat model; null if none spoke
 * @param reason why the answer is of its kind; null where that needs no saying
 */
public record Answer(
        @JsonProperty("question") String question,
        @JsonProperty("kind") Kind kind,
        @JsonProperty("text") String text,
        @JsonProperty("citations") List<Citation> citations,
        @JsonProperty("grounded") boolean grounded,
        @JsonProperty("passages") List<AnswerPassage> passages,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("reason") @Nullable String reason) {

    /** How an answer came about. */
    public enum Kind {
        /** A chat model wrote it. */
        @JsonProperty("generated")
        GENERATED,
        /** Sentences of the passages, word for word. */
        @JsonProperty("extractive")
        EXTRACTIVE,
        /** Nothing that was found answers the question; the text says so. */
        @JsonProperty("absent")
        ABSENT
    }

    /** Returns the words of the answer that a citation stands for. */
    public String statement(Citation citation) {
        return text.substring(citation.start(), citation.end());
    }

    /** Returns the passage that a citation names. */
    public AnswerPassage passage(Citation citation) {
        return passages.get(citation.number() - 1);
    }
}
