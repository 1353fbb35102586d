package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Something that happens while a question is answered. */
public sealed interface AnswerEvent {

    /**
     * What the answer may rest on; comes first.
     *
     * @param question what was searched for
     */
    record Passages(
            @JsonProperty("question") String question,
            @JsonProperty("passages") List<AnswerPassage> passages) implements AnswerEvent {}

    /** The next piece of the answer, as it is being written. */
    record Text(@JsonProperty("text") String text) implements AnswerEvent {}

    /** The whole answer, its citations checked; comes last, and counts whatever the pieces said. */
    record Done(@JsonProperty("answer") Answer answer) implements AnswerEvent {}
}
