package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Judging answers in the console. */
@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ConsoleJudgeIT extends ConsolePages {

    private static final String HOSTILE_QUERY = "<img src=x onerror=\"window.pwned=4\"> \"quoted\" and hostile";

    @Test
    void keysGradeAndTheGradesComeBack() throws InterruptedException {
        ask("keys that grade a dog");
        List<String> found = documents();
        assertThat(focused(0)).isFocused();

        page.keyboard().press("3");
        assertThat(focused(1)).isFocused();
        page.keyboard().press("0");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("k");
        assertThat(focused(2)).isFocused();
        page.keyboard().press("2");

        await(() -> grades("keys that grade a dog").size() == 3);
        assertThat(grades("keys that grade a dog"))
                .containsExactlyInAnyOrder(found.get(0) + " 3", found.get(1) + " 0", found.get(2) + " 2");
        page.reload();
        assertThat(pressed(0)).hasText("3 perfect");
        assertThat(pressed(1)).hasText("0 no answer");
        assertThat(pressed(2)).hasText("2 good");
        assertThat(documents()).isEqualTo(found);
        // The first that nobody judged yet.
        assertThat(focused(3)).isFocused();
    }

    @Test
    void theLastGradeIsTakenBack() throws InterruptedException {
        ask("a grade that is taken back");
        String first = documents().getFirst();
        page.keyboard().press("3");
        await(() -> grades("a grade that is taken back").equals(List.of(first + " 3")));
        page.keyboard().press("k");
        page.keyboard().press("1");
        await(() -> grades("a grade that is taken back").equals(List.of(first + " 1")));

        page.keyboard().press("u");
        assertThat(pressed(0)).hasText("3 perfect");
        assertThat(focused(0)).isFocused();
        await(() -> grades("a grade that is taken back").equals(List.of(first + " 3")));
        page.keyboard().press("u");

        await(() -> grades("a grade that is taken back").isEmpty());
        assertThat(pressed(0)).hasCount(0);
    }

    @Test
    void theMouseGradesToo() throws InterruptedException {
        ask("graded by mouse");
        String second = documents().get(1);
        Locator good = hit(1).locator(".grade.is-2");

        good.click();
        await(() -> grades("graded by mouse").equals(List.of(second + " 2")));
        assertThat(good).hasAttribute("aria-pressed", "true");
        good.click();

        await(() -> grades("graded by mouse").isEmpty());
        assertThat(good).hasAttribute("aria-pressed", "false");
    }

    @Test
    void whatIsTypedBeforeTheJudgementsAreThereStays() {
        AtomicReference<Route> held = new AtomicReference<>();
        page.route("**/judgements*", held::set);
        page.waitForRequest("**/judgements*", () -> go(page, judge()));
        query().fill("typed early");

        held.get().resume();
        assertThat(page.locator(".judge .empty-lead")).isVisible();
        assertThat(query()).hasValue("typed early");
        page.unroute("**/judgements*");
        query().press("Enter");

        assertThat(page).hasTitle("typed early · Judge · Vizsla");
        assertThat(hit(0)).isVisible();
    }

    @Test
    void aQueryCountsOnceADocumentAnswersIt() {
        go(page, judge());
        assertThat(page.locator(".goal-bar")).hasAttribute("aria-valuemax", "50");
        ask("a query that counts");
        int before = count();

        page.keyboard().press("0");
        assertThat(page.locator("#live")).hasText("0, no answer. " + before + " of 50 queries judged.");
        page.keyboard().press("1");

        assertThat(page.locator("#live")).hasText("1, a little. " + (before + 1) + " of 50 queries judged.");
        page.keyboard().press("2");
        assertThat(page.locator("#live")).hasText("2, good. " + (before + 1) + " of 50 queries judged.");
        assertThat(page.locator(".goal-bar")).hasAttribute("aria-valuenow", String.valueOf(before + 1));
        assertThat(page.locator(".goal-count")).hasText(String.valueOf(before + 1));
    }

    @Test
    void whatIsFoundIsOfAllWaysAndInTheOrderOfNone() {
        found("hybrid", "h1", "h2", "both");
        found("dense", "d1", "both", "d3");
        found("lexical", "l1", "l2", "l3");
        Set<List<String>> firsts = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            ask("query " + i);

            List<String> all = documents();
            assertThat(all).hasSize(8).doesNotHaveDuplicates();
            assertThat(all.subList(0, 3)).containsExactlyInAnyOrder("h1", "d1", "l1");
            assertThat(all.subList(3, 6)).containsExactlyInAnyOrder("h2", "both", "l2");
            firsts.add(all.subList(0, 3));
        }
        // Six orders there are; who always began with one of the ways would show three at most.
        assertThat(firsts.stream().map(List::getFirst).distinct()).hasSizeGreaterThan(1);
        assertThat(page.locator(".judge-hits")).not().containsText("0.987");
        List<String> last = documents();
        page.reload();
        assertThat(hit(7)).isVisible();
        assertThat(documents()).isEqualTo(last);
    }

    @Test
    void passagesOfOneDocumentAreJudgedTogether() {
        answer("hybrid", hitJson("a", 0) + "," + hitJson("a", 1));
        answer("dense", hitJson("a", 1));
        answer("lexical", "");

        ask("two passages");
        var sent = page.waitForRequest(
                request -> request.url().endsWith("/judgements")
                        && request.method().equals("POST"),
                () -> page.keyboard().press("2"));

        assertThat(documents()).containsExactly("a");
        assertThat(hit(0).locator("summary")).hasText("1 more passage of this document");
        assertThat(sent.postData()).contains("\"documentId\":\"a\"").doesNotContain("chunkId");
    }

    @Test
    void hostileTextStaysText() {
        ask(HOSTILE_QUERY);
        Locator hostile = page.locator(".judge-hit[data-document='hostile']");

        assertThat(hostile.locator("h3")).hasText("<i>title</i> U+202Eeltit");
        assertThat(hostile.locator(".passage")).containsText("<script>window.pwned=2</script>");
        assertThat(hostile.locator("img, script, i, b:not(.grade b)")).hasCount(0);
        assertThat(page.evaluate("typeof window.pwned")).isEqualTo("undefined");
        go(page, judge());
        assertThat(page.locator(".recent a").first()).containsText("<img src=x");
    }

    @Test
    void aGradeThatFailedIsKeptAndSentAgain() throws InterruptedException {
        ask("a grade that fails");
        String first = documents().getFirst();
        page.route(
                "**/judgements",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\":\"Busy\",\"detail\":\"<b>the log</b> does not answer\"}")));
        page.keyboard().press("3");

        assertThat(hit(0).locator(".judge-said")).containsText("Not saved: <b>the log</b> does not answer");
        assertThat(pressed(0)).hasText("3 perfect");
        assertThat(page.locator(".goal-unsaved")).containsText("1 grade not saved yet.");
        assertThat(grades("a grade that fails")).isEmpty();
        page.unroute("**/judgements");
        hit(0).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send again"))
                .click();

        await(() -> grades("a grade that fails").equals(List.of(first + " 3")));
        assertThat(hit(0).locator(".judge-said")).isEmpty();
        assertThat(page.locator(".goal-unsaved")).isEmpty();
        // The browser itself complains of the refused request.
        complaints.removeIf(complaint -> complaint.contains("503"));
    }

    @Test
    void anExportHoldsWhatWasJudged() throws IOException {
        ConsoleData data = new ConsoleData(home);
        data.judge("exported größe", "vizsla");
        data.judge(HOSTILE_QUERY, "hostile");
        go(page, judge());

        Download download = page.waitForDownload(() -> button("Export").click());

        assertThat(download.suggestedFilename()).isEqualTo(ConsoleData.COLLECTION + "-judgements.zip");
        try (ZipFile zip = new ZipFile(download.path().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("queries.jsonl", "qrels/train.tsv");
            List<JsonNode> queries =
                    text(zip, "queries.jsonl").lines().map(ConsoleJudgeIT::json).toList();
            List<String> qrels = text(zip, "qrels/train.tsv").lines().toList();
            assertThat(qrels).startsWith("query-id\tcorpus-id\tscore");
            assertThat(qrels).contains(id(queries, "exported größe") + "\tvizsla\t3");
            assertThat(qrels).contains(id(queries, HOSTILE_QUERY) + "\thostile\t3");
        }
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() {
        Page phone = open(360, 740, ColorScheme.DARK);
        go(phone, judge() + "?q=dog");
        assertThat(phone.locator(".judge-hit").first()).isVisible();

        assertThat(phone.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        Object height = phone.evaluate("document.querySelector('.grade').getBoundingClientRect().height >= 40");
        assertThat(height).isEqualTo(true);
        phone.context().close();
    }

    private static String judge() {
        return "#/collections/" + ConsoleData.COLLECTION + "/judge";
    }

    /** Asks as a user does, from the page of the search before or from the start. */
    private void ask(String words) {
        if (!page.url().contains("/judge")) {
            go(page, judge());
        }
        assertThat(page.locator(".goal-count")).not().hasText("");
        query().fill(words);
        query().press("Enter");
        assertThat(page).hasTitle(words.strip() + " · Judge · Vizsla");
        assertThat(page.locator(".judge .results")).hasAttribute("aria-busy", "false");
        assertThat(hit(0)).isVisible();
    }

    private Locator hit(int place) {
        return page.locator(".judge-hit").nth(place);
    }

    private Locator focused(int place) {
        return hit(place).locator(".judge-body");
    }

    private Locator pressed(int place) {
        return hit(place).locator(".grade[aria-pressed=true]");
    }

    private List<String> documents() {
        return page.locator(".judge-hit").all().stream()
                .map(one -> one.getAttribute("data-document"))
                .toList();
    }

    private int count() {
        return Integer.parseInt(page.locator(".goal-count").innerText());
    }

    private List<String> grades(String query) {
        return new ConsoleData(home).grades(query);
    }

    /** What is on the log is listed a moment later. */
    private static void await(BooleanSupplier reached) throws InterruptedException {
        for (int i = 0; i < 1200 && !reached.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }

    private void found(String mode, String... documents) {
        answer(
                mode,
                Stream.of(documents)
                        .map(document -> hitJson(document, 0))
                        .reduce((a, b) -> a + "," + b)
                        .orElse(""));
    }

    private void answer(String mode, String hits) {
        page.route("**/search", route -> {
            if (route.request().postData().contains("\"mode\":\"" + mode + "\"")) {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"hits\":[" + hits + "],\"model\":\"m\"}"));
            } else {
                route.fallback();
            }
        });
    }

    private static String hitJson(String document, int chunk) {
        return ("{\"rank\":1,\"documentId\":\"%s\",\"chunkId\":\"c/%s#%d\",\"title\":\"%s\",\"text\":\"text %d\","
                        + "\"score\":0.987,\"signals\":{\"dense\":0.987}}")
                .formatted(document, document, chunk, document, chunk);
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException notJson) {
            throw new AssertionError("not JSON: " + line, notJson);
        }
    }

    private static String id(List<JsonNode> queries, String text) {
        return queries.stream()
                .filter(query -> query.path("text").asText().equals(text))
                .map(query -> query.path("_id").asText())
                .findFirst()
                .orElseThrow();
    }
}
