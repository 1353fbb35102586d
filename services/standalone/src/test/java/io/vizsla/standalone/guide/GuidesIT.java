package io.vizsla.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Collection;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.rest.InstanceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of the handbook and of the README runs, in the order of its page: commands by the shell, searches by the instance.
 * What does not run here is named in {@link OtherBlocks}.
 */
@QuarkusTest
@TestProfile(InstanceProfile.class)
@Timeout(1200)
class GuidesIT {

    /** Nothing else of the tree: an instance works in it. */
    private static final Path TESTS = Path.of("src/test");

    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String url = "http://localhost:" + port;
    private final VizslaClient client = VizslaClient.of(url);

    static List<String> pages() throws IOException {
        return GuideBlock.pages().stream()
                .filter(page -> !OtherBlocks.PAGES.containsKey(page) && !page.equals(OtherBlocks.FIGURES))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockRuns(String page, @TempDir Path temp) throws Exception {
        fill(page);

        try (GuideFolder folder = GuideFolder.in(temp)) {
            for (GuideBlock block : GuideBlock.of(page)) {
                if (OtherBlocks.of(block).isEmpty()) {
                    run(block, folder);
                }
            }
        }
    }

    private void run(GuideBlock block, GuideFolder folder) throws Exception {
        if (block.language().equals("json")) {
            GuideJson.of(block).check(url);
            return;
        }
        assertThat(block.isCommand()).as("nobody runs %s", block).isTrue();
        String command = block.text().replace("DATASET_DIR", "DATASET");
        String told = GuidePage.of(block.page(), port).shell(command, folder.environment(url), folder.path());
        assertThat(told).as("what %s told", block).doesNotContain("\"hits\":[]", "Nothing was found.");
    }

    /** Makes what a page takes for granted, and nothing else. */
    private void fill(String page) {
        client.collections().stream().map(Collection::name).forEach(client::deleteCollection);
        client.putCollection("handbook", Map.of("fields", Map.of("year", "integer")));
        client.putAll(
                "handbook",
                List.of(
                        new Document("dead.md", "Letters", "A document that cannot be parsed is kept.", Map.of()),
                        new Document("port.md", "Ports", "Start the server on another port.", Map.of("year", 2024))));
        switch (page) {
            case "docs/guides/refresh.md" -> {
                client.putCollection("papers", Map.of());
                client.put("papers", Document.of("ance", "Hard negatives are mined from the index."));
            }
            case "docs/guides/models.md" -> {
                client.putCollection("notes", Map.of());
                client.put("notes", Document.of("owl", "The barn owl hunts by ear."));
            }
            default -> {}
        }
    }

    @Test
    void whatIsNotRunHereIsStillThere() throws Exception {
        for (OtherBlocks.Other other : OtherBlocks.BLOCKS) {
            assertThat(GuideBlock.of(other.page())).as("%s", other).anyMatch(block -> OtherBlocks.of(block)
                    .filter(other::equals)
                    .isPresent());
        }
    }

    @Test
    void testsThatRunTheRestNameTheirPages() throws Exception {
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> tests =
                    files.filter(file -> file.toString().endsWith("IT.java")).toList();
            OtherBlocks.PAGES.forEach((page, names) -> names.forEach(name -> assertThat(tests)
                    .as("a test %s that names %s", name, page)
                    .filteredOn(file -> file.endsWith(name + ".java"))
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains(page))));
        }
    }
}
