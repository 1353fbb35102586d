package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Collections, documents and the state of the instance in the console. */
@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ConsoleCollectionsIT extends ConsolePages {

    @Test
    void listsWhatACollectionHolds() {
        go(page, "#/collections");

        Locator card = page.locator(".card", new Page.LocatorOptions().setHasText(ConsoleData.COLLECTION));
        assertThat(card.locator(".state-bar")).containsText(Pattern.compile("[1-9]\\d* indexed"));
        card.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(ConsoleData.COLLECTION))
                .click();
        assertThat(page.locator(".figures").first()).containsText("kind: keyword, year: integer");
        assertThat(row("The Vizsla").locator(".badge")).hasText("indexed");
    }

    @Test
    void createsACollectionAndDeletesItOnceItsNameIsTyped() {
        go(page, "#/collections");
        button("New collection").click();
        page.getByLabel("Name").fill("console-gone");
        button("+ Field").click();
        page.getByLabel("Field name").fill("year");
        page.getByLabel("Field type").selectOption("integer");
        button("Create").click();
        assertThat(heading()).hasText("console-gone");
        assertThat(page.locator(".figures").first()).containsText("year: integer");

        button("Delete").click();
        assertThat(button("Delete collection")).isDisabled();
        page.getByLabel("Type console-gone to confirm").fill("console-gone");
        button("Delete collection").click();

        assertThat(heading()).hasText("Collections");
        assertThat(page.locator(".card", new Page.LocatorOptions().setHasText("console-gone")))
                .hasCount(0);
    }

    @Test
    void uploadsFilesAndTellsWhyOneFailed() {
        go(page, "#/collections/" + ConsoleData.COLLECTION);
        Page.WaitForFileChooserOptions options = new Page.WaitForFileChooserOptions();
        var chooser = page.waitForFileChooser(
                options, () -> page.getByText("Choose files").click());

        chooser.setFiles(new FilePayload[] {
            file("notes.md", "text/markdown", "# Marble runs\n\nA marble run needs gentle slopes and deep curves.\n"),
            file("broken.pdf", "application/pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
        });

        assertThat(upload("notes.md")).hasAttribute("data-state", "searchable");
        assertThat(upload("broken.pdf")).hasAttribute("data-state", Pattern.compile("failed|rejected"));
        assertThat(upload("broken.pdf")).containsText("unreadable_document");
        page.getByLabel("failed", new Page.GetByLabelOptions().setExact(true)).check();
        assertThat(row("broken.pdf").locator(".cause code")).hasText("unreadable_document");
        assertThat(page).hasURL(Pattern.compile("state=failed"));
        search("marble slopes");
        assertBest("notes.md");
    }

    @Test
    void addsAPastedTextThatCanBeReadAndDeleted() {
        go(page, "#/collections/" + ConsoleData.COLLECTION);
        page.getByText("Paste a text").click();
        page.getByLabel("Title", new Page.GetByLabelOptions().setExact(true)).fill("Lighthouses");
        page.getByLabel("Id", new Page.GetByLabelOptions().setExact(true)).fill("sea/light house?.txt");
        page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true))
                .fill("The lamp turns once in ten seconds.");
        button("Add document").click();
        assertThat(page.locator(".paste .good")).isVisible();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Lighthouses"))
                .click();
        assertThat(page.locator(".chunks .passage")).hasText("The lamp turns once in ten seconds.");
        button("Delete").click();
        button("Delete document").click();

        assertThat(heading()).hasText(ConsoleData.COLLECTION);
        assertThat(row("The Vizsla")).isVisible();
        assertThat(row("Lighthouses").locator(".is-indexed")).hasCount(0);
    }

    @Test
    void showsTheStateOfTheInstance() {
        go(page, "#/status");

        assertThat(page.locator(".outcomes")).containsText(Pattern.compile("\\d+ indexed"));
        assertThat(page.locator(".models")).containsText("bge-small-en-v1.5");
        assertThat(page.locator(".status .figures").first()).containsText("Ready");
        assertThat(page.locator(".spark-line")).hasAttribute("d", Pattern.compile("^M.* L"));
        assertThat(page.locator(".health .badge").first()).hasText("up");
    }

    private Locator heading() {
        return page.locator("h1");
    }

    private Locator row(String text) {
        return page.locator(".document-table tbody tr", new Page.LocatorOptions().setHasText(text));
    }

    private Locator upload(String name) {
        return page.locator(".uploads li", new Page.LocatorOptions().setHasText(name));
    }

    private static FilePayload file(String name, String type, String text) {
        return new FilePayload(name, type, text.getBytes(StandardCharsets.UTF_8));
    }
}
