package io.vizsla.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The console of an instance that asks for keys. */
@QuarkusTest
@TestProfile(ClosedConsoleProfile.class)
class ConsoleKeyIT {

    @TestHTTPResource("/")
    URI home;

    @Test
    void asksForTheKeyOnceAndKeepsIt() {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ConsoleBrowser browser = ConsoleBrowser.start()) {
            Page page = browser.page(1280, 800, ColorScheme.LIGHT);
            page.onDialog(dialog -> {
                asked.add(dialog.message());
                dialog.accept(ClosedConsoleProfile.ADMIN);
            });

            page.navigate(home.resolve("/").toString());
            assertThat(page.locator("main")).containsText("There is no collection yet");
            page.reload();
            assertThat(page.locator("main")).containsText("There is no collection yet");

            assertThat(asked).singleElement().asString().contains("asks for a key");
        }
    }

    @Test
    void whoGivesNoneIsToldSoAndNotAskedAgain() {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ConsoleBrowser browser = ConsoleBrowser.start()) {
            Page page = browser.page(1280, 800, ColorScheme.LIGHT);
            page.onDialog(dialog -> {
                asked.add(dialog.message());
                dialog.dismiss();
            });

            page.navigate(home.resolve("/").toString());

            assertThat(page.locator("body")).containsText("a key is needed");
            assertThat(asked).hasSize(1);
        }
    }
}
