package io.vizsla.embedded;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.query.Mode;
import io.vizsla.client.Demonstration;
import io.vizsla.client.EmbeddingsRequest;
import io.vizsla.client.Filter;
import io.vizsla.client.SearchRequest;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.langchain4j.Citations;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.langchain4j.VizslaEmbeddingModel;
import io.vizsla.langchain4j.VizslaScoringModel;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j's interfaces over a Lucene index in this process. */
@NullUnmarked // test code: the framework fills the fields
class InProcessEngineTest {

    private static final String QUESTION = "which dog points at birds";
    private static final FieldSchema FIELDS =
            FieldSchema.of(Map.of("kind", FieldType.KEYWORD, "year", FieldType.INTEGER));

    @TempDir
    private Path folder;

    private final FakeEncoder encoder = new FakeEncoder();
    private final WordCounter reranker = new WordCounter();
    private final SearchPipeline pipeline = new SearchPipeline(PipelineParts.with(reranker));
    private OpenCollection animals;
    private InProcessEngine engine;

    @BeforeEach
    void fill() {
        animals = new OpenCollection(
                new CollectionSpec(
                        "animals",
                        "fake",
                        "en",
                        new Cutting(512, 64),
                        FIELDS,
                        Purpose.KNOWLEDGE,
                        new Tasks(Map.of("breeds", "Find the breed"), null),
                        Map.of()),
                encoder,
                new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS)
                        .open(new IndexSpec(
                                "animals",
                                encoder.card().space(),
                                FakeEncoder.DIMENSION,
                                FakeEncoder.TOKEN_DIMENSION,
                                "en",
                                FIELDS)));
        animal("vizsla", "The vizsla is a dog that points at birds.", "dog", 1825);
        animal("poodle", "The poodle is a dog that fetches ducks.", "dog", 1874);
        animal("owl", "The owl hunts mice by ear.", "bird", 1769);
        animals.index().flush();
        engine = InProcessEngine.over(new FakeOpenCollections().with(animals), pipeline)
                .embeddingBy(encoder)
                .rerankingBy(reranker);
    }

    @AfterEach
    void close() {
        animals.index().close();
    }

    @Test
    void retrieverFindsWhatThePipelineFindsWithItsScores() {
        List<Hit> hits = StreamSupport.stream(
                        pipeline.search(animals, io.vizsla.api.query.Query.of(QUESTION, Mode.HYBRID, 10))
                                .hits()
                                .spliterator(),
                        false)
                .toList();

        List<Content> contents = augmented(new VizslaContentRetriever(engine, "animals"));

        assertThat(hits).hasSize(3);
        assertThat(contents.stream().map(content -> content.metadata().get(ContentMetadata.EMBEDDING_ID)))
                .isEqualTo(hits.stream().map(hit -> hit.id().toString()).toList());
        assertThat(contents.stream().map(content -> content.metadata().get(ContentMetadata.SCORE)))
                .isEqualTo(hits.stream().map(Hit::score).toList());
        assertThat(contents.getFirst().textSegment().metadata().getString(Citations.DOCUMENT_ID))
                .isEqualTo("vizsla");
        assertThat(contents.getFirst().textSegment().metadata().getInteger("year"))
                .isEqualTo(1825);
    }

    @Test
    void searchesAsTheTemplateAndTheFiltersSay() {
        SearchRequest template = SearchRequest.of("")
                .withMode(io.vizsla.client.Mode.DENSE)
                .withTopK(2)
                .withTask("breeds")
                .withDemonstrations(List.of(new Demonstration("who hunts", "The owl hunts mice by ear.")))
                .withRerank(true)
                .withMinScore(0)
                .withFilter(Filter.and(Filter.eq("kind", "dog"), Filter.not(Filter.in("year", List.of(1874, 1875)))));

        List<Content> plain = new VizslaContentRetriever(engine, "animals")
                .searching(template)
                .retrieve(Query.from(QUESTION));
        List<Content> narrowed = new VizslaContentRetriever(engine, "animals")
                .searching(template)
                .filtering(query -> metadataKey("kind").containsString("ir"))
                .retrieve(Query.from(QUESTION));

        assertThat(plain).extracting(InProcessEngineTest::id).containsExactly("vizsla");
        assertThat(narrowed).isEmpty();
        assertThat(engine.search("animals", template.withQuery(QUESTION))
                        .hits()
                        .getFirst()
                        .signals())
                .containsKey("rerank");
    }

    @Test
    void leavesOutWhatIsLessProbable() {
        double best = engine.search("animals", SearchRequest.of(QUESTION))
                .hits()
                .getFirst()
                .score();

        assertThat(engine.search("animals", SearchRequest.of(QUESTION).withMinScore(best))
                        .hits())
                .extracting(io.vizsla.client.Hit::documentId)
                .containsExactly("vizsla");
    }

    @Test
    void embeddingModelGivesTheEncodersVectors() {
        EmbeddingModel model = new VizslaEmbeddingModel(engine, "fake");

        assertThat(model.embed("a dog").content().vector())
                .isEqualTo(
                        encoder.encode(List.of(EncodingInput.passage("a dog"))).dense()[0]);
        assertThat(model.dimension()).isEqualTo(FakeEncoder.DIMENSION);
        assertThat(engine.embed(new EmbeddingsRequest(
                                List.of("a", "b"),
                                "fake",
                                EmbeddingsRequest.InputType.QUERY,
                                FakeEncoder.TRUNCATION,
                                "Find it",
                                "animals"))
                        .vectors())
                .hasSize(2)
                .allSatisfy(vector -> assertThat(vector).hasSize(FakeEncoder.TRUNCATION));
    }

    @Test
    void whatTheRequestLeavesOutIsTheCollections() {
        CollectionSpec cut = new CollectionSpec(
                        "cut",
                        "fake",
                        "en",
                        new Cutting(512, 64),
                        FIELDS,
                        Purpose.KNOWLEDGE,
                        new Tasks(Map.of("breeds", "Find the breed"), "breeds"),
                        Map.of())
                .withDimension(FakeEncoder.TRUNCATION);
        HeardEncoder heard = new HeardEncoder();
        InProcessEngine narrow = InProcessEngine.over(
                new FakeOpenCollections().with(new OpenCollection(cut, heard, animals.index())), pipeline);

        float[] query = embedded(narrow, "a \0dog", "fake", EmbeddingsRequest.InputType.QUERY);
        float[] passage = embedded(narrow, "a dog", "fake", EmbeddingsRequest.InputType.PASSAGE);

        assertThat(query).hasSize(FakeEncoder.TRUNCATION);
        assertThat(passage).hasSize(FakeEncoder.TRUNCATION);
        assertThat(heard.heard())
                .containsExactly(
                        new EncodingInput("a  dog", Role.QUERY, new Instruction("Find the breed"), List.of()),
                        EncodingInput.passage("a dog"));
        Assertions.assertThatExceptionOfType(VizslaException.class)
                .isThrownBy(() -> embedded(narrow, "a dog", "another", EmbeddingsRequest.InputType.QUERY))
                .satisfies(refused -> assertThat(refused.detail()).contains("another", "fake"));
    }

    private static float[] embedded(
            InProcessEngine engine, String text, String model, EmbeddingsRequest.InputType type) {
        return engine.embed(new EmbeddingsRequest(List.of(text), model, type, null, null, "cut"))
                .vectors()
                .getFirst();
    }

    @Test
    void scoringModelKeepsTheOrderOfTheSegments() {
        List<Double> scores = new VizslaScoringModel(engine)
                .scoreAll(List.of(TextSegment.from("an owl"), TextSegment.from("a dog at birds")), "dog at birds")
                .content();

        assertThat(scores.get(0)).isCloseTo(1 / (1 + Math.E), within(1e-9));
        assertThat(scores.get(1)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-9));
    }

    @Test
    void refusalsNameTheField() {
        SearchRequest search = SearchRequest.of(QUESTION);
        refused(ErrorCode.UNKNOWN_COLLECTION, () -> engine.search("nothing", search));
        refused(ErrorCode.UNKNOWN_FIELD, () -> engine.search("animals", search.withFilter(Filter.eq("height", 1))));
        refused(ErrorCode.INVALID_FILTER, () -> engine.search("animals", search.withFilter(Filter.eq("year", "x"))));
        refused(ErrorCode.INVALID_ARGUMENT, () -> engine.search("animals", search.withTask("nothing")));
        refused(ErrorCode.INVALID_ARGUMENT, () -> engine.search("animals", search.withTopK(0)));
        refused(ErrorCode.INVALID_ARGUMENT, () -> engine.search("animals", search.withMinScore(2)));
        refused(ErrorCode.INVALID_ARGUMENT, () -> engine.search("animals", search.withQuery(" ")));
        refused(ErrorCode.UNKNOWN_MODEL, () -> engine.rerank("nothing", "q", List.of("p")));
        refused(
                ErrorCode.UNKNOWN_MODEL,
                () -> new VizslaEmbeddingModel(engine, "nothing").embed("text").content());
        refused(
                ErrorCode.INVALID_ARGUMENT,
                () -> engine.embed(new EmbeddingsRequest(
                        List.of("a"), "fake", EmbeddingsRequest.InputType.PASSAGE, null, "Find it", null)));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                () -> engine.embed(new EmbeddingsRequest(
                        List.of("a"), "fake", EmbeddingsRequest.InputType.PASSAGE, 7, null, null)));
    }

    private static void refused(ErrorCode code, Runnable call) {
        Assertions.assertThatExceptionOfType(VizslaException.class)
                .isThrownBy(call::run)
                .satisfies(error -> assertThat(error.code()).isEqualTo(code));
    }

    private static List<Content> augmented(ContentRetriever retriever) {
        UserMessage message = UserMessage.from(QUESTION);
        return DefaultRetrievalAugmentor.builder()
                .contentRetriever(retriever)
                .build()
                .augment(new AugmentationRequest(message, Metadata.from(message, "me", List.of())))
                .contents();
    }

    private static String id(Content content) {
        return content.textSegment().metadata().getString(Citations.DOCUMENT_ID);
    }

    private void animal(String id, String text, String kind, int year) {
        Chunk chunk = new Chunk(
                new ChunkId(new DocumentRef("animals", id), 0),
                1,
                "",
                List.of(),
                text,
                0,
                text.length(),
                Map.of("kind", kind, "year", (long) year),
                "");
        EncodedBatch encoded = encoder.encode(List.of(EncodingInput.passage(text)));
        animals.index()
                .upsert(new Batch(List.of(new EncodedChunk(
                        chunk, encoded.dense()[0], encoded.tokens().getFirst()))));
    }
}
