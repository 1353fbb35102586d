package io.vizsla.standalone.answer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.console.ConsoleBrowser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code examples/chat-quarkus} in a browser. */
@QuarkusTest
@TestProfile(ChatProfile.class)
@Timeout(180)
class ChatQuarkusPageIT {

    private static final String HOSTILE = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>"
            + "<a href=\"javascript:window.pwned=1\">**bold**</a>";

    @Test
    void hostileWordsStayText(@TempDir Path folder) throws Exception {
        VizslaClient client = VizslaClient.of("http://localhost:" + Asking.port());
        client.putCollection("hostile", Map.of());
        client.putAll(
                "hostile", List.of(new Document("dog.md", "Title " + HOSTILE, "A pointing dog. " + HOSTILE, Map.of())));

        try (ConsoleBrowser browser = ConsoleBrowser.start();
                ExampleProcess example = ExampleProcess.start(folder, "hostile")) {
            Page page = browser.page(1000, 800, ColorScheme.LIGHT);
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.onDialog(dialog -> errors.add(dialog.message()));
            page.navigate(example.url());
            page.getByLabel("Question").fill("which dog? " + HOSTILE + " {say Said " + HOSTILE + " [1].}");
            page.getByLabel("Question").press("Enter");

            Locator source = page.locator("details");
            assertThat(source).hasCount(1);
            assertThat(source.locator("summary")).hasText("[1] Title " + HOSTILE);
            source.locator("summary").click();
            assertThat(source.locator("div")).hasText("A pointing dog. " + HOSTILE);
            assertThat(page.locator(".answer")).hasText("Said " + HOSTILE + " [1].");
            assertThat(page.locator("article h2")).containsText("which dog? " + HOSTILE);
            assertThat(page.locator("main :is(img, script, a, b, strong, iframe)"))
                    .hasCount(0);
            assertThat(page.evaluate("typeof window.pwned")).isEqualTo("undefined");
            assertThat(errors).isEmpty();
        }
    }

    /** The error that the page shows holds what the model's server said. */
    @Test
    void hostileErrorsStayText(@TempDir Path folder) throws Exception {
        VizslaClient client = VizslaClient.of("http://localhost:" + Asking.port());
        client.putCollection("hostile", Map.of());

        try (ConsoleBrowser browser = ConsoleBrowser.start();
                ExampleProcess example = ExampleProcess.start(folder, "hostile")) {
            Page page = browser.page(1000, 800, ColorScheme.LIGHT);
            page.navigate(example.url());
            page.getByLabel("Question").fill("which dog? {down}");
            page.getByLabel("Question").press("Enter");

            assertThat(page.locator(".error")).containsText("out of <b>order</b>");
            assertThat(page.locator("main b")).hasCount(0);
        }
    }
}
