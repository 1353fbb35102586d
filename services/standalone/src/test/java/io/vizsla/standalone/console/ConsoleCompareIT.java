package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Instruction and examples in the console, and what they change. */
@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ConsoleCompareIT extends ConsolePages {

    private static final String HOSTILE_QUERY = "<img src=x onerror=\"window.pwned=3\"> which dog points at birds";

    @Test
    void comparesWithTheBareQueryAndShowsPromptAndExamples() {
        new ConsoleData(home).judge(HOSTILE_QUERY, "vizsla");
        search("a dog that points at birds");
        assertBest("vizsla");

        panel().click();
        task().selectOption("breeds");
        page.getByLabel("auto", exact()).check();
        page.getByLabel("bare", exact()).check();

        assertThat(side("plain").locator(".prompt-text"))
                .hasText(Pattern.compile("Represent this sentence.*: a dog that points at birds"));
        assertThat(side("full").locator(".prompt-text"))
                .hasText("Find the breed that is described: a dog that points at birds");
        assertThat(side("full").locator(".prompt-head")).hasText(Pattern.compile("Prompt, \\d\\d tokens"));
        assertThat(side("full").locator(".hit")).not().hasCount(0);
        assertThat(side("full").locator(".hit .move"))
                .hasCount(side("full").locator(".hit").count());
        assertThat(page.locator(".summary-line strong")).hasText(Pattern.compile("\\d+ passages? compared: .+"));
        Locator example = page.locator(".example", new Page.LocatorOptions().setHasText(HOSTILE_QUERY));
        assertThat(example.locator(".example-why"))
                .hasText(Pattern.compile(".*judged query.*cosine 0\\.\\d+weight \\d.*grade 3"));
        assertThat(page.evaluate("typeof window.pwned")).isEqualTo("undefined");
        page.reload();
        assertThat(task()).hasValue("breeds");
        assertThat(side("full").locator(".prompt-text")).containsText("Find the breed");
    }

    @Test
    void tellsWhatMovedBetweenTheAnswers() {
        answer("\"instruction\":\"\"", "a", "b", "c");
        answer("\"instruction\":\"Find it\"", "b", "a", "d");

        go(page, place("&instruction=Find+it&compare=bare&k=3"));

        assertThat(side("full").locator(".hit .move > [aria-hidden]")).hasText(new String[] {"↑1", "↓1", "new"});
        assertThat(side("full").locator(".hit .move > .sr-only")).hasText(new String[] {"up 1", "down 1", "new"});
        assertThat(side("plain").locator(".hit .move > [aria-hidden]")).hasText(new String[] {"gone"});
        assertThat(page.locator("#live")).hasText("3 passages compared: 1 up, 1 down, 1 new, 1 gone");
    }

    @Test
    void comparesWithTheUsualAnswer() {
        answer("\"instruction\":", "wrong");
        answer("\"demonstrations\":", "wrong");
        answer("\"mode\":\"hybrid\",\"explain\":true}", "a", "b");
        answer("\"task\":\"breeds\",\"demonstrations\":\"none\"", "b", "a");

        go(page, place("&task=breeds&examples=none&k=3"));
        page.getByLabel("as usual", exact()).check();

        assertThat(side("plain").locator("h2")).hasText("As usual");
        assertThat(side("full").locator("h2")).hasText("With task breeds and no examples");
        assertThat(side("full").locator(".hit .move > .sr-only")).hasText(new String[] {"up 1", "down 1"});
        assertThat(page).hasURL(Pattern.compile("compare=usual"));
        page.getByLabel("nothing", exact()).check();
        assertThat(side("plain")).hasCount(0);
    }

    @Test
    void aComparisonSaysWhatTheOtherSideStillReads() {
        go(page, place("&task=breeds&compare=bare"));

        assertThat(side("plain").locator("h2")).hasText("No task, no examples");
        assertThat(side("plain").locator(".prompt-text"))
                .hasText(Pattern.compile("Represent this sentence.*: pointing dog"));
    }

    @Test
    void aComparisonSaysWhatNoModelReads() {
        go(page, place("&task=breeds&examples=own&compare=usual&mode=lexical"));

        assertThat(side("full").locator("h2")).hasText("With task breeds and no examples");
        assertThat(side("full").locator("header .hint"))
                .hasText(Pattern.compile("Not read: .*instruction.*no model reads the query.*"));
    }

    @Test
    void ownExamplesAreSentOnceBothPartsAreThere() {
        search("pointing dog");
        assertBest("vizsla");
        panel().click();
        page.getByLabel("own", exact()).check();
        page.getByLabel("Query of example 1").fill("clean it");
        var request = page.waitForRequest(
                sent -> sent.url().endsWith("/search") && sent.postData().contains("vinegar"),
                () -> page.getByLabel("Passage of example 1").fill("boil vinegar"));

        assertThat(request.postData())
                .contains("\"demonstrations\":[{\"query\":\"clean it\",\"passage\":\"boil vinegar\"}]");
        assertThat(page).hasURL(Pattern.compile("examples=own.*vinegar"));
        button("+ Example").click();
        assertThat(page.getByLabel("Query of example 2")).isFocused();
        button("Remove example 2").click();
        assertThat(page.getByLabel("Query of example 1")).isFocused();
    }

    @Test
    void anOwnInstructionTakesThePlaceOfTheTask() {
        go(page, place("&task=breeds&explain=on"));
        assertThat(page.locator(".prompt-text")).containsText("Find the breed");

        page.getByLabel("Instruction", exact()).fill("Find the animal");

        assertThat(page.locator(".prompt-text")).hasText("Find the animal: pointing dog");
        assertThat(task()).hasValue("");
    }

    @Test
    void onAPhoneTheListsStandOneUnderTheOther() {
        Page phone = open(360, 740, ColorScheme.DARK);
        go(phone, place("&task=breeds&compare=bare"));
        assertThat(phone.locator(".side-full .hit").first()).isVisible();

        Object below = phone.evaluate("document.querySelector('.side-full').getBoundingClientRect().top"
                + " >= document.querySelector('.side-plain').getBoundingClientRect().bottom");

        assertThat(below).isEqualTo(true);
        phone.context().close();
    }

    /** Answers searches whose body holds this with hits of these documents. */
    private void answer(String body, String... documents) {
        StringBuilder hits = new StringBuilder();
        for (int i = 0; i < documents.length; i++) {
            hits.append(i == 0 ? "" : ",")
                    .append("{\"rank\":%d,\"documentId\":\"%s\",\"chunkId\":\"c/%s#0\",\"score\":0.5,\"text\":\"t\"}"
                            .formatted(i + 1, documents[i], documents[i]));
        }
        page.route("**/search", route -> {
            if (route.request().postData().contains(body)) {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"hits\":[" + hits + "],\"model\":\"m\",\"timings\":{}}"));
            } else {
                route.fallback();
            }
        });
    }

    private static String place(String more) {
        return "#/?c=" + ConsoleData.COLLECTION + "&q=pointing+dog" + more;
    }

    private Locator panel() {
        return page.getByText("Instruction and examples");
    }

    private Locator task() {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Task"));
    }

    private Locator side(String name) {
        return page.locator(".side-" + name);
    }

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
