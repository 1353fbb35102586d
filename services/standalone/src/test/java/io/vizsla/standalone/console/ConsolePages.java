package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A page of the console for each test, and the check that the browser had nothing to complain of. */
abstract class ConsolePages {

    private static @Nullable ConsoleBrowser browser;

    @TestHTTPResource("/")
    URI home;

    Page page;
    final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void startBrowser() {
        browser = ConsoleBrowser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() {
        new ConsoleData(home).create();
        page = open(1280, 800, ColorScheme.LIGHT);
    }

    @AfterEach
    void nothingToComplainOf() {
        page.context().close();
        Assertions.assertThat(complaints).isEmpty();
    }

    /** Opens one more page, whose complaints count too. */
    Page open(int width, int height, ColorScheme scheme) {
        Page opened = browser.page(width, height, scheme);
        opened.onPageError(complaints::add);
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        return opened;
    }

    /** Goes to a place of the console, such as {@code #/status}. */
    void go(Page target, String hash) {
        target.navigate(home.resolve("/") + hash);
    }

    /** Goes to the search view over the test's collection and types, as a user does. */
    void search(String words) {
        go(page, "#/?c=" + ConsoleData.COLLECTION);
        page.getByLabel("Search", new Page.GetByLabelOptions().setExact(true)).pressSequentially(words);
    }

    Locator query() {
        return page.locator("#query");
    }

    Locator hits() {
        return page.locator(".hit");
    }

    Locator hit(String document) {
        return page.locator(".hit[data-document='" + document + "']");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Checks that a document is the best hit. */
    void assertBest(String document) {
        assertThat(hits().first()).hasAttribute("data-document", document);
    }
}
