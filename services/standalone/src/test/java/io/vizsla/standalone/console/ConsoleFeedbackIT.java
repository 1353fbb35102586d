package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console tells the instance of a user's hits. */
@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ConsoleFeedbackIT extends ConsolePages {

    private final List<String> sent = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        page.onRequest(request -> {
            if (isFeedback(request)) {
                sent.add(request.postData());
            }
        });
    }

    @Test
    void aThumbIsSentAndShownAsTaken() {
        ask("kettle smell");
        Locator up = thumb("kettle", "helpful");
        Locator down = thumb("kettle", "unhelpful");

        page.waitForResponse(answer -> isFeedback(answer.request()) && answer.ok(), up::click);

        assertThat(up).hasAttribute("aria-pressed", "true");
        assertThat(hit("kettle").locator(".feedback-said")).hasText("Noted");
        assertThat(sent).singleElement().asString().contains("\"action\":\"helpful\"", "\"rank\":1");
        page.waitForResponse(answer -> isFeedback(answer.request()) && answer.ok(), down::click);
        assertThat(down).hasAttribute("aria-pressed", "true");
        assertThat(up).hasAttribute("aria-pressed", "false");
        // The later word on a query and a document takes the place of the earlier one.
        new ConsoleData(home).judge("something else", "tomato");
        assertThat(new ConsoleData(home).judgements())
                .containsOnlyOnce("kettle smell")
                .contains("\"query\":\"kettle smell\",\"documentId\":\"kettle\"");
    }

    @Test
    void aThumbWorksByTheKeyboard() {
        ask("pointing dog");
        hit("vizsla").locator(".hit-title").focus();

        page.keyboard().press("Tab");
        assertThat(thumb("vizsla", "helpful")).isFocused();
        page.keyboard().press("Enter");

        assertThat(thumb("vizsla", "helpful")).hasAttribute("aria-pressed", "true");
        assertThat(thumb("vizsla", "helpful")).isFocused();
        assertThat(page.locator("#live")).hasText("Noted: helpful");
    }

    @Test
    void openingAHitIsSentOnceAsAClick() {
        ask("pointing dog");
        Locator title = hit("vizsla").locator(".hit-title");

        page.waitForResponse(answer -> isFeedback(answer.request()) && answer.ok(), title::click);
        title.click();
        title.click();
        // The newer answer opens the hit again by itself.
        query().press("End");
        page.waitForResponse(answer -> answer.url().endsWith("/search"), () -> query().pressSequentially("s"));
        assertThat(title).hasAttribute("aria-expanded", "true");

        assertThat(sent).singleElement().asString().contains("\"action\":\"click\"", "\"query\":\"pointing dog\"");
    }

    @Test
    void aRefusalIsTold() {
        page.route(
                "**/feedback",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\":\"Busy\",\"detail\":\"<b>the log</b> does not answer\"}")));
        ask("pointing dog");

        thumb("vizsla", "helpful").click();

        assertThat(hit("vizsla").locator(".feedback-said")).hasText("<b>the log</b> does not answer");
        assertThat(thumb("vizsla", "helpful")).hasAttribute("aria-pressed", "false");
        // The browser itself complains of the refused request.
        complaints.removeIf(complaint -> complaint.contains("503"));
    }

    private void ask(String words) {
        go(page, "#/?c=" + ConsoleData.COLLECTION + "&q=" + words.replace(' ', '+'));
        assertThat(hits()).not().hasCount(0);
    }

    private Locator thumb(String document, String action) {
        return hit(document).locator(".thumb.is-" + action);
    }

    private static boolean isFeedback(Request request) {
        return request.url().endsWith("/feedback");
    }
}
