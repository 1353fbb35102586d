package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searching in the console. */
@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ConsoleIT extends ConsolePages {

    @Test
    void findsWhileTypingAndShowsWhy() {
        search("pointing dog");

        assertBest("vizsla");
        assertThat(hit("vizsla").locator("mark").first()).hasText(Pattern.compile("pointing|dog"));
        assertThat(hit("vizsla").locator(".score-value")).containsText("%");
        assertThat(hit("vizsla").locator(".signal-dense dd")).hasText(Pattern.compile("-?\\d+\\.\\d+"));
        assertThat(hit("vizsla").locator(".signal-lexical dd")).hasText(Pattern.compile("\\d+\\.\\d+"));
        assertThat(page.locator(".timings .timing").first()).containsText("ms");
        assertThat(page.locator("#live")).hasText(Pattern.compile("\\d+ passages? found"));
    }

    @Test
    void anAnswerThatIsNoLongerWantedIsAborted() {
        List<String> failed = new CopyOnWriteArrayList<>();
        page.onRequestFailed(request -> failed.add(String.valueOf(request.postData())));
        // The first request is never answered.
        page.route("**/search", route -> {
            if (!route.request().postData().contains("\"query\":\"tom\"")) {
                route.resume();
            }
        });
        search("");
        page.waitForRequest(
                request -> String.valueOf(request.postData()).contains("\"query\":\"tom\""),
                () -> query().pressSequentially("tom"));

        query().pressSequentially("atoes");

        assertBest("tomato");
        page.waitForCondition(() -> failed.stream().anyMatch(body -> body.contains("\"query\":\"tom\"")));
    }

    @Test
    void switchesTheModeAndKeepsItInTheAddress() {
        search("kettle");
        assertBest("kettle");

        page.getByLabel("lexical").check();

        assertThat(hits()).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("mode=lexical"));
        page.reload();
        assertThat(hits()).hasCount(1);
        assertBest("kettle");
        page.goBack();
        assertThat(page.locator("input[name=mode][value=hybrid]")).isChecked();
    }

    @Test
    void filtersByTheFieldsThatTheCollectionDeclares() {
        search("something to read");
        assertThat(hits()).not().hasCount(0);

        button("+ Condition").click();
        page.getByLabel("Field", new Page.GetByLabelOptions().setExact(true)).selectOption("year");
        page.getByLabel("Comparison").selectOption("gte");
        page.getByLabel("Value of year").fill("2024");

        assertThat(hits()).hasCount(1);
        assertBest("tomato");
        assertThat(page).hasURL(Pattern.compile("filter=.*2024"));
        page.reload();
        assertThat(page.getByLabel("Value of year")).hasValue("2024");
        assertThat(hits()).hasCount(1);
    }

    @Test
    void narrowsByAValueOfAHit() {
        searchWhole("pointing dog");
        hit("vizsla").locator(".hit-title").click();

        hit("vizsla")
                .locator("button.chip", new Locator.LocatorOptions().setHasText("dog"))
                .click();

        assertThat(hits()).hasCount(1);
        assertBest("vizsla");
    }

    @Test
    void worksByTheKeyboardAlone() {
        go(page, "#/?c=" + ConsoleData.COLLECTION);
        assertThat(page.locator(".empty-lead")).isVisible();

        page.keyboard().press("Tab");
        page.keyboard().press("/");
        whenAnswered("pointing dog", () -> page.keyboard().type("pointing dog"));
        assertBest("vizsla");
        page.keyboard().press("ArrowDown");
        assertThat(title(0)).isFocused();
        page.keyboard().press("Enter");
        assertThat(title(0)).hasAttribute("aria-expanded", "true");
        assertThat(hits().first().locator(".metadata")).containsText("2020");
        page.keyboard().press("j");
        assertThat(title(1)).isFocused();
        page.keyboard().press("k");
        assertThat(title(0)).isFocused();
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(title(0)).isFocused();
        page.keyboard().press("Escape");
        assertThat(query()).isFocused();
        page.keyboard().press("Escape");
        assertThat(query()).hasValue("");
    }

    @Test
    void aNewerAnswerKeepsTheUsersPlace() {
        search("");
        whenAnswered("pointing dog", () -> query().pressSequentially("pointing dog"));
        assertBest("vizsla");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");

        whenAnswered(
                "pointing dogs",
                () -> page.evaluate("const box = document.getElementById('query');"
                        + "box.value += 's'; box.dispatchEvent(new Event('input'));"));

        assertBest("vizsla");
        assertThat(title(0)).isFocused();
        assertThat(title(0)).hasAttribute("aria-expanded", "true");
    }

    @Test
    void hostileTextStaysText() {
        searchWhole("hostile passage");
        assertBest("hostile");
        hit("hostile").locator(".hit-title").click();

        // What changes the direction is named, everything else stands as it was sent.
        String named = Pattern.compile("[\u202A\u202B\u202D\u202E\u2066-\u2069]")
                .matcher(ConsoleData.HOSTILE)
                .replaceAll(found -> "U+%04X".formatted((int) found.group().charAt(0)));
        assertThat(hit("hostile").locator(".passage")).hasText(named);
        assertThat(hit("hostile").locator(".hit-title")).containsText("<i>title</i> U+202E");
        assertThat(hit("hostile").locator("img, script, b, i")).hasCount(0);
        assertThat(page.evaluate("typeof window.pwned")).isEqualTo("undefined");
    }

    @Test
    void explainsAndOffersTheSameAsCurl() {
        search("pointing dog");
        assertBest("vizsla");

        page.getByText("Explain", new Page.GetByTextOptions().setExact(true)).click();
        page.getByText("As curl").click();

        assertThat(page.locator(".explain .steps > li").first()).isVisible();
        assertThat(page.locator(".curl pre")).containsText("/v1/collections/" + ConsoleData.COLLECTION + "/search");
        assertThat(page.locator(".curl pre")).containsText("\"explain\":true");
    }

    @Test
    void tellsWhatIsWrong() {
        go(
                page,
                "#/?c=" + ConsoleData.COLLECTION
                        + "&q=dog&filter=%7B%22field%22%3A%22yaer%22%2C%22op%22%3A%22eq%22%7D");

        assertThat(page.locator(".problem")).containsText("unknown_field");
        assertThat(page.locator(".problem")).containsText("filter.field");
        // The browser itself complains of the refused request.
        complaints.removeIf(complaint -> complaint.contains("400"));
    }

    @Test
    void tellsThatNothingWasFound() {
        search("zyzzyva");
        page.getByLabel("lexical").check();

        assertThat(page.locator(".empty")).containsText("zyzzyva");
        assertThat(page.locator("#live")).hasText("No passages found");
    }

    @ParameterizedTest
    @CsvSource({
        "#/?c=console-it&q=unbroken+hostile+pneumono&explain=on",
        "#/?c=console-it&q=unbroken+hostile+pneumono&task=breeds&examples=own&compare=bare",
        "#/collections",
        "#/collections/console-it",
        "#/collections/console-it/documents/long",
        "#/status"
    })
    void nothingScrollsSidewaysOnAPhone(String place) {
        Page phone = open(360, 740, ColorScheme.DARK);
        go(phone, place);
        assertThat(phone.locator("h1").first()).isAttached();
        phone.waitForLoadState(LoadState.NETWORKIDLE);

        Object excess = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

        assertThat(excess).isEqualTo(0);
        phone.context().close();
    }

    /** Searches, and waits for the answer to all of the words: a click on a hit that a newer answer replaces is lost. */
    private void searchWhole(String words) {
        whenAnswered(words, () -> search(words));
    }

    /** Does this, and waits until the answer to this query is on the page. */
    private void whenAnswered(String query, Runnable action) {
        page.waitForResponse(response -> answers(response, query), action);
        assertThat(page.locator(".results")).hasAttribute("aria-busy", "false");
    }

    private static boolean answers(Response response, String query) {
        return response.url().endsWith("/search")
                && response.request().postData().contains("\"query\":\"" + query + "\"");
    }

    private Locator title(int index) {
        return page.locator(".hit-title").nth(index);
    }
}
