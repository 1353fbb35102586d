package io.vizsla.standalone.guide;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.embedded.InProcessEngine;
import io.vizsla.langchain4j.Citations;
import io.vizsla.langchain4j.Engine;
import io.vizsla.langchain4j.NumberedPassages;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.langchain4j.VizslaEmbeddingModel;
import io.vizsla.langchain4j.VizslaEmbeddingStore;
import io.vizsla.langchain4j.VizslaScoringModel;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.standalone.rest.InstanceProfile;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryPassageIndexes;
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

    @Test
    void numbersPassages() {
        VizslaClient filling = VizslaClient.of(url);
        filling.putCollection("papers", Map.of("fields", Map.of("year", "integer")));
        filling.putAll("papers", List.of(paper("new", 2025)));
        ContentRetriever retriever = retriever();
        UserMessage question = UserMessage.from("which dog points at birds?");
        AugmentationRequest request =
                new AugmentationRequest(question, dev.langchain4j.rag.query.Metadata.from(question, "it", List.of()));

        RetrievalAugmentor augmentor = DefaultRetrievalAugmentor.builder()
                .contentRetriever(retriever)
                .contentInjector(new NumberedPassages())
                .build();

        UserMessage sent = (UserMessage) augmentor.augment(request).chatMessage();
        assertThat(sent.singleText())
                .startsWith("<passage number=\"1\">\nThe Vizsla points at birds.\n</passage>\n")
                .endsWith("Question: which dog points at birds?");
        assertThat(NumberedPassages.question(sent)).isEqualTo(question);
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
    void runsWithoutAnInstance() {
        FakeEncoder encoder = new FakeEncoder();
        CrossEncoder reranker = new ByLength();
        OpenCollections collections = new FakeOpenCollections().with(papers(encoder));

        SearchPipeline pipeline = new SearchPipeline(PipelineParts.with(reranker));
        Engine engine =
                InProcessEngine.over(collections, pipeline).embeddingBy(encoder).rerankingBy(reranker);
        ContentRetriever local = new VizslaContentRetriever(engine, "papers");
        EmbeddingModel model = new VizslaEmbeddingModel(engine, encoder.card().name());
        ScoringModel scorer = new VizslaScoringModel(engine);

        assertThat(local.retrieve(Query.from("which dog points")))
                .extracting(content -> content.textSegment().text())
                .containsExactly("The Vizsla points at birds.");
        assertThat(model.embed("The Vizsla points at birds.").content().dimension())
                .isEqualTo(FakeEncoder.DIMENSION);
        assertThat(scorer.score("a passage", "a query").content()).isBetween(0.5, 1.0);
    }

    private static OpenCollection papers(FakeEncoder encoder) {
        CollectionSpec spec =
                new CollectionSpec("papers", "fake", "en", new Cutting(512, 64), FieldSchema.EMPTY, Map.of());
        PassageIndex index = new InMemoryPassageIndexes()
                .open(new IndexSpec(
                        "papers",
                        encoder.card().space(),
                        FakeEncoder.DIMENSION,
                        FakeEncoder.TOKEN_DIMENSION,
                        "en",
                        FieldSchema.EMPTY));
        String text = "The Vizsla points at birds.";
        Chunk chunk = new Chunk(
                new ChunkId(new DocumentRef("papers", "1"), 0), 1, "", List.of(), text, 0, text.length(), Map.of(), "");
        EncodedBatch encoded = encoder.encode(List.of(EncodingInput.passage(text)));
        index.upsert(new Batch(List.of(
                new EncodedChunk(chunk, encoded.dense()[0], encoded.tokens().getFirst()))));
        index.flush();
        return new OpenCollection(spec, encoder, index);
    }

    /** Longer passages are better. */
    private static final class ByLength implements CrossEncoder {

        @Override
        public double[] score(String query, List<String> passages) {
            return passages.stream().mapToDouble(String::length).toArray();
        }

        @Override
        public String name() {
            return "by-length";
        }

        @Override
        public void close() {
            // Holds nothing.
        }
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

        assertThat(page.snippets("java")).hasSize(4);
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
