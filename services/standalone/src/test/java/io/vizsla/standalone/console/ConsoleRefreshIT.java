package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Refreshing a model in the console, by the real trainer in a process of its own. */
@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ConsoleRefreshIT extends ConsolePages {

    private static final String COLLECTION = "refresh-it";

    /** The trainer takes its time on a machine that others use too. */
    private static final double MOST_MILLIS = 400_000;

    /** Id, text and a query in other words. */
    private static final String[][] DOCUMENTS = {
        {
            "vizsla",
            "The Vizsla is a Hungarian pointing dog that raises a paw at birds.",
            "which breed shows where game is"
        },
        {"food", "Feed a grown dog twice a day at the same hours.", "how often does my pet eat"},
        {"bath", "Wash the coat with lukewarm water and a mild soap.", "getting the fur clean"},
        {"kettle", "Boil vinegar in the kettle and rinse until the smell is gone.", "remove limescale"},
        {"tomato", "Tomatoes want sun, steady watering and a stake to climb on.", "growing red fruit on a balcony"},
        {"bike", "Lever the tire off, find the hole in the tube and glue a patch on.", "repair a puncture"},
        {"bread", "Feed the starter the night before and let the dough rest.", "baking with wild yeast"},
        {"chess", "Take the center with pawns and castle before you attack.", "first moves of a board game"},
        {"sleep", "Keep the bedroom dark and go to bed at the same hour.", "cannot doze off"},
        {"moss", "Moss grows where grass is hungry, wet or shaded.", "green carpet in the garden"},
        {"knife", "Draw the blade over a wet stone at a low angle.", "make a dull edge cut again"},
        {"paint", "Sand the wood, prime it, and paint two thin coats.", "new color for an old chair"},
    };

    @Test
    void withoutEnoughJudgedQueriesItSaysWhatItTakes() {
        go(page, "#/collections/" + ConsoleData.COLLECTION + "/refresh");

        assertThat(page.locator("#refresh-reason"))
                .containsText("It takes at least 10 judged queries; 50 is a good number.");
        assertThat(button("Refresh the model")).isDisabled();
        assertThat(button("Refresh the model")).hasAttribute("aria-describedby", "refresh-reason");
        assertThat(page.locator(".decision")).containsText("Queries are read by bge-small-en-v1.5.");
    }

    @Test
    void aRefreshIsWatchedCanceledKeptAndUndone() {
        Path trainer = Path.of(System.getProperty("vizsla.root", ""), "services/trainer/target/vizsla-trainer.jar");
        Assumptions.assumeTrue(Files.exists(trainer), "the trainer is not packaged: there is no " + trainer);
        judged();
        go(page, "#/collections/" + COLLECTION + "/refresh");

        button("Refresh the model").click();
        assertThat(page.locator(".phases [aria-current=step]")).isVisible(patient());
        assertThat(button("Refresh the model")).isDisabled();
        button("Cancel").click();
        assertThat(page.locator(".verdict-line")).containsText("Canceled: nothing has changed.", patientText());

        button("Refresh the model").click();
        assertThat(page.locator(".step-line"))
                .containsText(Pattern.compile("Check \\d of \\d, step \\d+ of \\d+, loss \\d"), patientText());
        page.reload();
        assertThat(page.locator(".measures li").first())
                .containsText(Pattern.compile("Check 1 of \\d: .*learned \\d\\.\\d{3} → \\d\\.\\d{3}"), patientText());

        assertThat(page.locator(".verdict-line")).containsText(Pattern.compile("^(Better|Not better)"), patientText());
        Locator dense = page.locator(".comparisons tbody tr")
                .filter(new Locator.FilterOptions().setHasText("dense documents not learned"));
        assertThat(dense.locator("td").first()).hasText("12");
        assertThat(page.locator(".reasons li").first()).containsText("nDCG@10");
        assertReport();
        keepAndGoBack();
    }

    private void assertReport() {
        String report = page.getByRole(
                        AriaRole.LINK, new com.microsoft.playwright.Page.GetByRoleOptions().setName("Report"))
                .getAttribute("href");
        var answer = page.request().get(report);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).startsWith("text/html");
    }

    private void keepAndGoBack() {
        Locator decision = page.locator(".decision");
        assertThat(new ConsoleData(home, COLLECTION).description()).contains("\"queryModel\":null");

        decision.getByText(Pattern.compile("^Keep it")).click();
        assertThat(decision)
                .containsText(
                        Pattern.compile(
                                "read by bge-small-en-v1.5-" + COLLECTION + ".*, documents by bge-small-en-v1.5\\."),
                        patientText());
        assertThat(new ConsoleData(home, COLLECTION).description())
                .contains("\"queryModel\":\"bge-small-en-v1.5-" + COLLECTION);
        page.reload();
        button("Go back to bge-small-en-v1.5").click();

        assertThat(decision).containsText("Queries are read by bge-small-en-v1.5.", patientText());
        assertThat(new ConsoleData(home, COLLECTION).description()).contains("\"queryModel\":null");
        assertThat(decision.getByText(Pattern.compile("^Use bge-small-en-v1.5-" + COLLECTION)))
                .isVisible();
    }

    private void judged() {
        ConsoleData data = new ConsoleData(home, COLLECTION);
        data.createPlain();
        for (String[] one : DOCUMENTS) {
            data.document(one[0], one[0], one[1]);
            data.judge(one[2], one[0]);
        }
    }

    private static LocatorAssertions.IsVisibleOptions patient() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(MOST_MILLIS);
    }

    private static LocatorAssertions.ContainsTextOptions patientText() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(MOST_MILLIS);
    }
}
