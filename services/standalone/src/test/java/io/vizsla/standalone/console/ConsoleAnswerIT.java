package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The answer panel, on an instance with a scripted chat model. */
@QuarkusTest
@TestProfile(ConsoleAnswerProfile.class)
class ConsoleAnswerIT extends ConsolePages {

    @Test
    void showsAnAnswerAndOpensWhatItCites() {
        ask("hungarian pointing dog {say It is a Hungarian pointing dog [1].}");

        assertThat(text()).hasText("It is a Hungarian pointing dog [1].");
        assertThat(page.locator(".answer-facts")).containsText("scripted");
        text().locator(".answer-mark").click();
        Locator source = page.locator(".answer-sources details");
        assertThat(source).hasAttribute("open", "");
        assertThat(source.locator(".passage")).containsText("Hungarian pointing dog");
        assertThat(source.locator("summary")).isFocused();
    }

    @Test
    void marksWhatAPassageDoesNotSay() {
        ask("hungarian pointing dog {say The moon has craters of basalt [1].}");

        assertThat(text().locator(".answer-mark.is-doubtful")).hasText("[1]");
        assertThat(page.locator(".answer-facts")).containsText("not borne out");
    }

    @Test
    void hostileWordsStayText() {
        ask(
                "hostile passage {say <img src=x onerror=\"window.pwned=1\"> **bold** [x](javascript:alert(1)) \u202Eltr [1]}");

        assertThat(text())
                .containsText("<img src=x onerror=\"window.pwned=1\"> **bold** [x](javascript:alert(1)) U+202E");
        text().locator(".answer-mark").click();
        assertThat(text().locator("img, a, b, strong")).hasCount(0);
        assertThat(page.evaluate("typeof window.pwned")).isEqualTo("undefined");
    }

    @Test
    void asksFurtherWithTheConversation() {
        ask("hungarian pointing dog");
        Locator further = page.getByLabel("Ask further");

        further.fill("where is it from?");
        Request sent = page.waitForRequest(Pattern.compile(".*/answer"), () -> further.press("Enter"));

        assertThat(page.locator(".answer-turn")).hasCount(2);
        assertThat(page.locator(".answer-question")).hasText("where is it from?");
        assertThat(page.locator(".answer-text").last()).hasAttribute("aria-busy", "false");
        assertThat(sent.postData())
                .contains("\"role\":\"assistant\"", "\"content\":\"where is it from?\"")
                .doesNotContain("\"question\"");
    }

    /** More than the API takes in one request. */
    @Test
    void sendsOnlyTheEndOfALongConversation() throws Exception {
        ask("hungarian pointing dog");
        Request sent = null;
        for (int i = 2; i <= 101; i++) {
            assertThat(page.locator(".answer-turn")).hasCount(i - 1);
            assertThat(page.locator(".answer-text").last()).hasAttribute("aria-busy", "false");
            Locator further = page.getByLabel("Ask further");
            further.fill("question number " + i);
            sent = page.waitForRequest(Pattern.compile(".*/answer"), () -> further.press("Enter"));
        }

        assertThat(page.locator(".answer-turn")).hasCount(101);
        assertThat(page.locator(".answer-text").last()).hasText("The Vizsla is a pointing dog from Hungary [1].");
        assertThat(page.locator(".answer .problem-detail")).hasCount(0);
        JsonNode messages = new ObjectMapper().readTree(sent.postData()).at("/messages");
        assertThat(messages).hasSize(20);
        assertThat(messages.get(19).at("/content").asText()).isEqualTo("question number 101");
        assertThat(messages.get(1).at("/content").asText()).isEqualTo("question number 92");
    }

    @Test
    void anotherQuestionClosesTheAnswer() {
        ask("hungarian pointing dog");
        assertThat(text()).hasAttribute("aria-busy", "false");

        page.locator("#query").press("End");
        page.locator("#query").pressSequentially("s");

        assertThat(page.locator(".answer")).isHidden();
    }

    @Test
    void aRefusalIsTold() {
        page.route(
                "**/answer",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(429)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\":\"Overloaded\",\"detail\":\"<b>busy</b>\"}")));

        ask("hungarian pointing dog");

        assertThat(page.locator(".answer .problem-detail")).hasText("<b>busy</b>");
        // The browser itself complains of the refused request.
        complaints.removeIf(complaint -> complaint.contains("429"));
    }

    private void ask(String words) {
        go(page, "#/?c=" + ConsoleData.COLLECTION + "&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(hits()).not().hasCount(0);
        button("Answer").click();
    }

    private Locator text() {
        return page.locator(".answer-text");
    }
}
