package io.vizsla.standalone.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.document.loader.FileSystemDocumentLoader;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.langchain4j.Citations;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.langchain4j.VizslaEmbeddingStore;
import io.vizsla.standalone.rest.InstanceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/guides/migrate.md}, run; the page holds it word for word. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class MigrateGuideIT {

    private static final Path PAGE = Path.of("../../docs/guides/migrate.md");
    private static final Path THIS = Path.of("src/test/java/io/vizsla/standalone/langchain4j/MigrateGuideIT.java");
    private static final Pattern CODE = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    private final VizslaClient client = Instance.client();

    @Test
    void comesFromEasyRag(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vizsla.txt"), "The Vizsla is a pointing dog from Hungary.");
        Files.writeString(folder.resolve("owl.txt"), "The barn owl hunts by ear.");

        List<Document> pages = FileSystemDocumentLoader.loadDocuments(folder).stream()
                .map(page -> new Document(
                        page.metadata().getString("file_name"),
                        null,
                        page.text(),
                        page.metadata().toMap()))
                .toList();
        client.putCollection("notes", Map.of());
        client.putAll("notes", pages);
        ContentRetriever retriever = new VizslaContentRetriever(client, "notes")
                .searching(SearchRequest.of("").withTopK(5).withMinScore(0.05));

        assertThat(client.documents("notes", null, null, 10).documents()).hasSize(2);
        Content best =
                retriever.retrieve(Query.from("which dog points at birds?")).getFirst();
        assertThat(best.textSegment().metadata().getString(Citations.DOCUMENT_ID))
                .isEqualTo("vizsla.txt");
    }

    @Test
    void comesFromTheMilvusStore() {
        List<String> ids = List.of("old", "new");
        List<TextSegment> segments =
                List.of(segment("Pointing dogs, a survey.", 2019), segment("Pointing dogs, revisited.", 2025));

        client.putCollection("papers", Map.of("fields", Map.of("year", "integer", "author", "keyword")));
        VizslaEmbeddingStore store = new VizslaEmbeddingStore(client, "papers");
        EmbeddingModel none = VizslaEmbeddingStore.withoutEmbedding();
        store.addAll(ids, none.embedAll(segments).content(), segments);
        ContentRetriever retriever = EmbeddingStoreContentRetriever.builder()
                .embeddingStore(store)
                .embeddingModel(none)
                .maxResults(5)
                .filter(metadataKey("year").isGreaterThanOrEqualTo(2024))
                .build();

        assertThat(retriever.retrieve(Query.from("pointing dogs")))
                .singleElement()
                .satisfies(content -> assertThat(content.textSegment().text()).isEqualTo("Pointing dogs, revisited."));
    }

    @Test
    void pageShowsWhatRunsHere() throws IOException {
        String source = plain(Files.readString(THIS));
        List<String> shown = CODE.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> plain(block.group(1)))
                .toList();

        assertThat(shown).hasSize(2).allSatisfy(code -> assertThat(source).contains(code));
    }

    /** The page is indented less. */
    private static String plain(String code) {
        return code.strip().replaceAll("\\s+", "");
    }

    private static TextSegment segment(String text, int year) {
        return TextSegment.from(text, new Metadata().put("year", year));
    }
}
