package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.answer.Asking.Reply;
import io.vizsla.standalone.console.ConsoleAnswerProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions that follow others, where there is time for long answers. */
@QuarkusTest
@TestProfile(ConsoleAnswerProfile.class)
@Timeout(120)
class ConversationIT {

    private final Asking asking = new Asking();

    @BeforeEach
    void fill() throws Exception {
        asking.put("/v1/collections/chats", Map.of());
        asking.put(
                "/v1/collections/chats/documents/vizsla?wait=indexed",
                Map.of("text", "The Vizsla is a pointing dog from Hungary. It points at birds."));
    }

    @Test
    void conversationIsCondensedAndOnlyItsEndIsRead() throws Exception {
        List<Map<String, String>> messages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            messages.add(Map.of("role", "user", "content", "question number " + i));
            messages.add(Map.of("role", "assistant", "content", "answer number " + i));
        }
        messages.add(Map.of("role", "user", "content", "and what does it do?"));

        JsonNode answer = asking.whole("chats", Map.of("messages", messages)).json();

        assertThat(answer.at("/question").asText()).isEqualTo("which dog points at birds?");
        JsonNode asked = asking.seen().at("/asked");
        JsonNode last = asked.get(asked.size() - 1).at("/messages");
        assertThat(last).hasSize(1 + 20);
        assertThat(last.get(20).at("/content").asText()).endsWith("Question: and what does it do?");
    }

    @Test
    void modelThatCannotCondenseIsDoneWithout() throws Exception {
        List<Map<String, String>> messages = List.of(
                Map.of("role", "user", "content", "which dog points at birds?"),
                Map.of("role", "assistant", "content", "The Vizsla."),
                Map.of("role", "user", "content", "where is it from? {down}"));

        JsonNode answer = asking.whole("chats", Map.of("messages", messages)).json();

        assertThat(answer.at("/question").asText()).isEqualTo("which dog points at birds?\nwhere is it from? {down}");
        assertThat(answer.at("/kind").asText()).isEqualTo("extractive");
    }

    /** The API takes 200 messages. */
    @Test
    void tooManyMessagesAreRefused() throws Exception {
        Reply most = asking.whole("chats", Map.of("messages", messages(200)));
        Reply more = asking.whole("chats", Map.of("messages", messages(201)));

        assertThat(most.status()).as("%s", most.json()).isEqualTo(200);
        assertThat(most.json().at("/kind").asText()).isEqualTo("generated");
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.json().at("/code").asText()).isEqualTo("invalid_argument");
        assertThat(more.json().at("/field").asText()).isEqualTo("messages");
        assertThat(more.json().at("/value").asText()).isEqualTo("201 messages");
        assertThat(more.json().at("/bound").asText()).isEqualTo("a list of 1 to 200 messages");
    }

    @Test
    void longestAnswerHasAFollowUp() throws Exception {
        Map<String, String> question = user("which dog points at birds? {flood 20000}");
        JsonNode first =
                asking.whole("chats", Map.of("messages", List.of(question))).json();
        String answer = first.at("/text").asText();

        Reply next = asking.whole(
                "chats", Map.of("messages", List.of(question, assistant(answer), user("and from where?"))));

        assertThat(answer.length()).as("%s", first).isBetween(19_990, 20_000);
        assertThat(next.status()).as("%s", next.json()).isEqualTo(200);
        assertThat(next.json().at("/kind").asText()).isEqualTo("generated");
        JsonNode asked = asking.seen().at("/asked");
        JsonNode heard = asked.get(asked.size() - 1).at("/messages");
        assertThat(heard.get(2).at("/content").asText()).isEqualTo(answer);
    }

    /** An answer without a word could not be sent back. */
    @Test
    void answersOfUnknownMarksAloneAreAbsentAndHaveAFollowUp() throws Exception {
        Map<String, String> question = user("which dog points at birds? {say [9] [10, 11]}");
        Map<String, Object> asked = Map.of("messages", List.of(question), "minScore", 0);
        JsonNode whole = asking.whole("chats", asked).json();
        JsonNode streamed = asking.streamed("chats", asked).getLast().at("/answer");

        assertThat(whole.at("/kind").asText()).as("%s", whole).isEqualTo("absent");
        assertThat(whole.at("/text").asText()).isEqualTo("The documents do not answer this question.");
        assertThat(whole.at("/reason").asText()).contains("marks of no passage");
        assertThat(streamed).isEqualTo(whole);
        Reply next = asking.whole(
                "chats",
                Map.of("messages", List.of(question, assistant(whole.at("/text").asText()), user("and from where?"))));
        assertThat(next.status()).as("%s", next.json()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"user, 8192", "assistant, 40000"})
    void oversizedMessagesAreRefused(String role, int longest) throws Exception {
        String most = "x".repeat(longest);
        Reply taken = asking.whole("chats", after(Map.of("role", role, "content", most)));
        String body = Asking.JSON.writeValueAsString(after(Map.of("role", role, "content", most + "x")));

        assertThat(taken.status()).as("%s", taken.json()).isEqualTo(200);
        for (String accept : List.of("application/json", "text/event-stream")) {
            Reply refused = asking.raw("chats", body, accept);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/code").asText()).isEqualTo("invalid_argument");
            assertThat(refused.json().at("/field").asText()).isEqualTo("messages[1].content");
            assertThat(refused.json().at("/bound").asText()).isEqualTo("at most " + longest + " characters");
            assertThat(refused.json().at("/value").asText()).startsWith("xxx").hasSizeLessThan(1_000);
        }
    }

    private static Map<String, Object> after(Map<String, String> message) {
        return Map.of("messages", List.of(user("which dog points at birds?"), message, user("and from where?")));
    }

    /** A conversation of so many messages, of which the last is the user's. */
    private static List<Map<String, String>> messages(int count) {
        List<Map<String, String>> messages = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            messages.add(i % 2 == 1 ? user("question " + i) : assistant("answer " + i));
        }
        return messages;
    }

    private static Map<String, String> user(String content) {
        return Map.of("role", "user", "content", content);
    }

    private static Map<String, String> assistant(String content) {
        return Map.of("role", "assistant", "content", content);
    }
}
