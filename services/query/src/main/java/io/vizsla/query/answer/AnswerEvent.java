package io.vizsla.query.answer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.vizsla.query.problem.Problem;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that happens while a question is answered. A stream ends with {@code done} or with {@code error}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AnswerEvent.Passages.class, name = "passages"),
    @JsonSubTypes.Type(value = AnswerEvent.Text.class, name = "text"),
    @JsonSubTypes.Type(value = AnswerEvent.Done.class, name = "done"),
    @JsonSubTypes.Type(value = AnswerEvent.Failed.class, name = "error")
})
@Schema(name = "AnswerEvent")
public sealed interface AnswerEvent {

    /** What the answer may rest on; comes first. */
    record Passages(String question, List<Passage> passages) implements AnswerEvent {}

    /** The next piece of the answer, as it is being written. */
    record Text(String text) implements AnswerEvent {}

    /** The whole answer, its citations checked; it counts, whatever the pieces said. */
    record Done(Answer answer) implements AnswerEvent {}

    /** Why the answer breaks off. */
    record Failed(Problem problem) implements AnswerEvent {}
}
