package io.vizsla.standalone.guide;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.langchain4j.Citations;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.langchain4j.VizslaEmbeddingStore;
import io.vizsla.standalone.rest.InstanceProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The Java of {@code docs/guides/langchain4j.md}, run; its commands are in {@link ChatGuideIT}. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class LangChain4jGuideIT {

    private static final Pattern ELEMENT = Pattern.compile("<(groupId|artifactId|version)>([^<]+)<");

    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String url = "http://localhost:" + port;

    @Test
    void retrieves() {
        VizslaClient filling = VizslaClient.of(url);
        filling.putCollection("papers", Map.of("fields", Map.of("year", "integer")));
        filling.putAll("papers", List.of(paper("old", 2019), paper("new", 2025)));

        List<Content> found = retriever().retrieve(Query.from("which dog points at birds?"));

        assertThat(found).singleElement().satisfies(content -> assertThat(
                        content.textSegment().metadata().getString(Citations.DOCUMENT_ID))
                .isEqualTo("new"));
    }

    private ContentRetriever retriever() {
        VizslaClient client = VizslaClient.of(url);
        ContentRetriever retriever = new VizslaContentRetriever(client, "papers")
                .searching(SearchRequest.of("")
                        .withTopK(5)
                        .withMinScore(0.05)
                        .withInstruction("Given a question, find the passage that answers it"))
                .filtering(query -> metadataKey("year").isGreaterThanOrEqualTo(2024));
        return retriever;
    }

    @Test
    void stores() {
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("notes", Map.of());

        VizslaEmbeddingStore store = new VizslaEmbeddingStore(client, "notes");
        EmbeddingStoreIngestor.builder()
                .embeddingStore(store)
                .embeddingModel(VizslaEmbeddingStore.withoutEmbedding())
                .build()
                .ingest(Document.from("The Vizsla is a pointing dog."));
        ContentRetriever standard = EmbeddingStoreContentRetriever.builder()
                .embeddingStore(store)
                .embeddingModel(VizslaEmbeddingStore.withoutEmbedding())
                .build();

        assertThat(standard.retrieve(Query.from("pointing dog")))
                .extracting(content -> content.textSegment().text())
                .containsExactly("The Vizsla is a pointing dog.");
    }

    @Test
    void dependencyIsThatOfTheModule() throws Exception {
        String pom = Files.readString(Path.of("../../src/langchain4j/pom.xml"));
        Matcher named = ELEMENT.matcher(page().snippets("xml").getFirst());

        while (named.find()) {
            assertThat(pom).contains("<" + named.group(1) + ">" + named.group(2) + "<");
        }
    }

    @Test
    void pageShowsWhatRunsHere() throws Exception {
        GuidePage page = page();

        assertThat(page.snippets("java")).hasSize(2);
        assertThat(page.snippets("xml")).hasSize(1);
        assertThat(page.snippets("")).hasSize(2);
        assertThat(page.notIn(LangChain4jGuideIT.class)).isEmpty();
    }

    private GuidePage page() throws Exception {
        return GuidePage.of("docs/guides/langchain4j.md", port);
    }

    private static io.vizsla.client.Document paper(String id, int year) {
        return new io.vizsla.client.Document(id, null, "The Vizsla points at birds.", Map.of("year", year));
    }
}
