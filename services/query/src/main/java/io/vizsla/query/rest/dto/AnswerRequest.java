package io.vizsla.query.rest.dto;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Query;
import io.vizsla.query.answer.Inquiry;
import io.vizsla.query.answer.Turn;
import io.vizsla.query.answer.Turn.Speaker;
import io.vizsla.query.config.AnswerConfig;
import io.vizsla.query.config.LimitsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to answer. */
@Schema(name = "AnswerRequest")
public record AnswerRequest(
        @Schema(description = "The question; not together with `messages`.", examples = "how do I start the server?")
        @Nullable
        String question,

        @Schema(description = "A conversation that ends with a question; not together with `question`.") @Nullable
        List<@Nullable MessageDto> messages,

        @Schema(description = "How many passages the answer may rest on.", minimum = "1", maximum = "20") @Nullable
        Long topK,

        @Schema(description = "hybrid, dense or lexical", defaultValue = "hybrid") @Nullable
        String mode,

        @Schema(description = "The task sentence that an embedding model reads before the question.") @Nullable
        String instruction,

        @Schema(description = "One of the collection's named instructions; not together with `instruction`.") @Nullable
        String task,

        @Schema(
                description = "As in searches.",
                oneOf = {String.class, DemonstrationDto[].class},
                examples = "auto")
        @Nullable
        Object demonstrations,

        @Schema(description = "As in searches.", implementation = Object.class) @Nullable
        Map<String, @Nullable Object> filter,

        @Schema(
                description = "Passages of a lower score are left out; without any the documents do not answer.",
                minimum = "0",
                maximum = "1")
        @Nullable
        Double minScore,

        @Schema(description = "Whether a cross-encoder looks at the best hits, where one is configured.") @Nullable
        Boolean rerank,

        @Schema(
                description =
                        "Whether a chat model may write the answer, where one is configured; else it is made of the "
                                + "passages' own sentences.",
                defaultValue = "true")
        @Nullable
        Boolean generate) {

    /**
     * Returns the checked question.
     *
     * @throws VizslaException naming the field, its value and its bound
     */
    public Inquiry inquiry(CollectionSpec collection, LimitsConfig limits, AnswerConfig config) {
        List<Turn> conversation = conversation(limits, config);
        long passages = topK == null ? config.passages() : topK;
        if (passages < 1 || passages > config.mostPassages()) {
            throw VizslaException.invalid("topK", topK, "between 1 and " + config.mostPassages());
        }
        Query search = new SearchRequest(
                        conversation.getLast().text(),
                        passages,
                        mode,
                        instruction,
                        task,
                        demonstrations,
                        filter,
                        minScore,
                        rerank,
                        null)
                .toQuery(collection, limits);
        double least = minScore == null ? config.minScore() : minScore;
        return new Inquiry(collection.name(), conversation, search, least, !Boolean.FALSE.equals(generate), null);
    }

    private List<Turn> conversation(LimitsConfig limits, AnswerConfig config) {
        if (messages == null) {
            return List.of(new Turn(Speaker.USER, GivenText.required("question", question, limits)));
        }
        if (question != null) {
            throw VizslaException.invalid("question", question, "left out where there are messages");
        }
        if (messages.isEmpty() || messages.size() > config.mostTurns()) {
            throw VizslaException.invalid(
                    "messages", messages.size() + " messages", "a list of 1 to " + config.mostTurns() + " messages");
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            MessageDto message = messages.get(i);
            if (message == null) {
                throw VizslaException.invalid("messages[" + i + "]", null, "an object with role and content");
            }
            turns.add(message.turn("messages[" + i + "]", limits, config));
        }
        if (turns.getLast().speaker() != Speaker.USER) {
            throw VizslaException.invalid("messages[" + (turns.size() - 1) + "].role", "assistant", "user");
        }
        return turns.subList(Math.max(0, turns.size() - config.turns()), turns.size());
    }
}
