package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What to answer. Immutable; {@link #of}, {@link #to} and the other methods make one.
 *
 * @param messages a conversation that ends with the user, 1 to 200 messages
 * @param search how passages are found: all of it counts but the query, which is the question; {@code topK} is 1 to 20 here and 6
 *     where null, and without a passage of {@code minScore} the answer is {@link Answer.Kind#ABSENT}
 * @param generate whether a chat model may write the answer, where the instance has one; else it is made of the passages' sentences
 */
public record AnswerRequest(List<Message> messages, SearchRequest search, boolean generate) {

    /** Keeps a copy of the messages. */
    public AnswerRequest {
        messages = List.copyOf(messages);
    }

    /** Returns a request for this question, all else being the instance's choice. */
    public static AnswerRequest of(String question) {
        return to(List.of(Message.user(question)));
    }

    /** Returns a request for the last question of a conversation, all else being the instance's choice. */
    public static AnswerRequest to(List<Message> conversation) {
        return new AnswerRequest(conversation, SearchRequest.of(""), true);
    }

    /** Returns a copy that finds passages as this template says, whose query is not used. */
    public AnswerRequest searching(SearchRequest template) {
        return new AnswerRequest(messages, template, generate);
    }

    /** Returns a copy that keeps chat models out. */
    public AnswerRequest extractive() {
        return new AnswerRequest(messages, search, false);
    }

    @JsonValue
    ObjectNode json() {
        ObjectNode json = Exchange.MAPPER.valueToTree(search);
        json.remove("query");
        if (messages.size() == 1 && messages.get(0).role() == Message.Role.USER) {
            json.put("question", messages.get(0).content());
        } else {
            json.set("messages", Exchange.MAPPER.valueToTree(messages));
        }
        json.put("generate", generate);
        return json;
    }
}
