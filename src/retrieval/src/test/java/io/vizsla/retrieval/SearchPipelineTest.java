package io.vizsla.retrieval;

import static io.vizsla.retrieval.Candidates.documents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.WeightedQuery;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryPassageIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchPipelineTest {

    private final FakeEncoder encoder = new FakeEncoder();
    private final InMemoryPassageIndex index = new InMemoryPassageIndex(new IndexSpec(
            "c",
            encoder.card().space(),
            FakeEncoder.DIMENSION,
            FakeEncoder.TOKEN_DIMENSION,
            "en",
            FieldSchema.of(Map.of("year", FieldType.INTEGER))));
    private final SearchPipeline pipeline = new SearchPipeline();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void findsWhatSharesWords(Mode mode) {
        fill("heart attack risk", "solar panel roof", "the heart of the city");

        SearchResult result = pipeline.search(open(Map.of()), Query.of("risk of heart attack", mode, 2));

        assertThat(documents(result.hits())).startsWith("d0");
        assertThat(result.hits().list().getFirst().chunk()).isNotNull();
        assertThat(result.hits()).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        assertThat(result.model()).isEqualTo("fake");
        assertThat(result.timings()).containsKeys("search", "calibrate", "select", "total");
        assertThat(result.explanation()).isNull();
    }

    @Test
    void hybridUsesAllThreeSignals() {
        fill("heart attack risk", "solar panel roof", "the heart of the city");

        Hit first = pipeline.search(open(Map.of()), Query.of("heart attack", Mode.HYBRID, 3))
                .hits()
                .list()
                .getFirst();

        assertThat(first.signals().asMap()).containsKeys(Signal.DENSE, Signal.LEXICAL, Signal.TOKENS, Signal.FUSED);
    }

    @Test
    void denseIsTheVectorAlone() {
        fill("heart attack risk", "solar panel roof", "the heart of the city");

        SearchResult result = pipeline.search(open(Map.of()), Query.of("heart attack", Mode.DENSE, 3));

        assertThat(result.hits())
                .allSatisfy(hit -> assertThat(hit.signals().asMap()).containsOnlyKeys(Signal.DENSE));
        assertThat(result.hits().list())
                .isSortedAccordingTo((a, b) -> Double.compare(
                        b.signals().get(Signal.DENSE).orElseThrow(),
                        a.signals().get(Signal.DENSE).orElseThrow()));
    }

    @Test
    void lexicalDoesNotEncode() {
        fill("heart attack risk");
        long before = encoder.encoded();

        pipeline.search(open(Map.of()), Query.of("heart", Mode.LEXICAL, 3));

        assertThat(encoder.encoded()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anEmptyIndexAnswersNothing(Mode mode) {
        assertThat(pipeline.search(open(Map.of()), Query.of("heart", mode, 10)).hits())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFilterThatExcludesAllAnswersNothing(Mode mode) {
        fill("heart attack risk");
        Filter none = new Filter.Compare("year", Operator.EQ, 1L);

        assertThat(pipeline.search(open(Map.of()), Query.of("heart", mode, 10).withFilter(none))
                        .hits())
                .isEmpty();
    }

    @Test
    void aQueryWithoutWordsFallsBackToTheVector() {
        fill("heart attack risk", "?", "solar panel roof");

        SearchResult result = pipeline.search(open(Map.of()), Query.of("?", Mode.HYBRID, 3));

        assertThat(documents(result.hits())).startsWith("d1").hasSize(3);
        assertThat(result.hits()).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        assertThat(pipeline.search(open(Map.of()), Query.of("?", Mode.LEXICAL, 3))
                        .hits())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oddQueriesGiveFiniteScores(Mode mode) {
        fill("heart attack risk", "heart attack risk", "heart attack risk", "x");
        for (String text : List.of("x", "?", "heart", "heart ".repeat(1365), "\ud83d\ude00", "w1 ".repeat(2000))) {
            assertThat(pipeline.search(open(Map.of()), Query.of(text, mode, 10)).hits())
                    .allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        }
    }

    @Test
    void oneCandidate() {
        fill("heart attack risk");

        assertThat(pipeline.search(open(Map.of()), Query.of("heart", Mode.HYBRID, 10))
                        .hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
    }

    @Test
    void minimumScoreAndTopKCut() {
        fill("heart attack risk", "solar panel roof", "the heart of the city", "heart rate");
        Query query = Query.of("heart rate", Mode.HYBRID, 10);
        List<Hit> all = pipeline.search(open(Map.of()), query).hits().list();
        double second = all.get(1).score();

        Query above = new Query("heart rate", Mode.HYBRID, 10, Instruction.NONE, List.of(), null, second, false, false);
        assertThat(pipeline.search(open(Map.of()), above).hits().list()).isEqualTo(all.subList(0, 2));
        assertThat(pipeline.search(open(Map.of()), Query.of("heart rate", Mode.HYBRID, 1))
                        .hits()
                        .list())
                .isEqualTo(all.subList(0, 1));
    }

    @Test
    void capsTheChunksOfADocument() {
        fillOne("long", "heart one", "heart two", "heart three", "heart four");
        fill("roof");
        OpenCollection two = open(Map.of("select", Map.of("perDocument", 2)));

        assertThat(documents(
                        pipeline.search(two, Query.of("heart", Mode.HYBRID, 10)).hits()))
                .containsExactly("long", "long", "d0");
    }

    @Test
    void explainsEachStep() {
        fill("heart attack risk", "solar panel roof");
        Query query = new Query("heart", Mode.HYBRID, 10, Instruction.NONE, List.of(), null, 0, true, true);

        Explanation explanation = pipeline.search(open(Map.of()), query).explanation();

        assertThat(explanation).isNotNull();
        assertThat(explanation.steps())
                .extracting(Explanation.Step::name)
                .containsExactly("encode", "search", "fuse", "tokens", "rerank", "calibrate", "select");
        assertThat(explanation.steps().get(0).details()).containsKeys("text", "prompt", "tokens");
        assertThat(explanation.steps().get(1).details()).containsEntry("candidates", 2);
        assertThat(explanation.steps().get(2).details()).containsKeys("lexicalWeight", "terms");
        assertThat(explanation.steps().get(3).details().get("hits").toString()).contains("z(tokens)");
        assertThat(explanation.steps().get(4).details()).containsKey("skipped");
        assertThat(explanation.steps().get(6).details()).containsEntry("returned", 2);
    }

    @Test
    void theCrossEncoderRunsOnlyWhenAsked() {
        fill("heart attack risk", "solar panel roof");
        SearchPipeline reranking = new SearchPipeline(PipelineParts.with(new LengthCrossEncoder()));

        Query plain = Query.of("heart", Mode.HYBRID, 10);
        Query asked = new Query("heart", Mode.HYBRID, 10, Instruction.NONE, List.of(), null, 0, true, false);

        assertThat(reranking.search(open(Map.of()), plain).hits()).noneSatisfy(SearchPipelineTest::reranked);
        assertThat(reranking.search(open(Map.of()), asked).hits()).allSatisfy(SearchPipelineTest::reranked);
        assertThat(documents(reranking.search(open(Map.of()), asked).hits())).containsExactly("d0", "d1");
    }

    @Test
    void transformersAndVectorTransformsRunByName() {
        fill("heart attack risk", "solar panel roof", "wind power");
        SearchPipeline own = new SearchPipeline(new PipelineParts(
                Map.of(
                        "also-wind",
                        (query, context) -> List.of(
                                new WeightedQuery(query, 1), new WeightedQuery(query.withText("wind power"), 3))),
                Map.of("same", (vector, context) -> vector),
                null));
        OpenCollection collection =
                open(Map.of("transformers", List.of("also-wind"), "vectorTransforms", List.of("same")));

        SearchResult result = own.search(collection, Query.of("heart attack", Mode.HYBRID, 3));

        assertThat(documents(result.hits())).contains("d0", "d2").doesNotHaveDuplicates();
        assertThat(result.timings()).containsKeys("transform", "transformVectors");
        assertThatThrownBy(() -> pipeline.search(collection, Query.of("heart", Mode.HYBRID, 3)))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("pipeline.transformers");
    }

    @Test
    void instructionAndDemonstrationsReachTheEncoder() {
        fill("heart attack risk");
        List<EncodingInput> seen = new ArrayList<>();
        Instruction instruction = new Instruction("Find claims");
        List<Demonstration> demonstrations = List.of(new Demonstration("q", "p"));
        Query query = new Query("heart", Mode.DENSE, 3, instruction, demonstrations, null, 0, false, false);

        pipeline.search(new OpenCollection(Candidates.collection(Map.of()), recording(seen), index), query);

        assertThat(seen).singleElement().satisfies(input -> {
            assertThat(input.instruction()).isEqualTo(instruction);
            assertThat(input.demonstrations()).isEqualTo(demonstrations);
        });
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        OpenCollection collection = open(Map.of());
        assertThatThrownBy(() -> pipeline.search(collection, Query.of("  ", Mode.HYBRID, 3)))
                .hasMessageContaining("query");
        assertThatThrownBy(() -> pipeline.search(collection, Query.of("a", Mode.HYBRID, 0)))
                .hasMessageContaining("topK");
        Query minus = new Query("a", Mode.HYBRID, 1, Instruction.NONE, List.of(), null, Double.NaN, false, false);
        assertThatThrownBy(() -> pipeline.search(collection, minus)).hasMessageContaining("minScore");
    }

    @Test
    void ranksAreContiguousAndNobodyIsLostOrDoubled() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] texts = new String[60];
        Arrays.setAll(texts, i -> randomText(random));
        fill(texts);
        OpenCollection all = open(Map.of("tokens", Map.of("depth", 7)));
        for (int round = 0; round < 40; round++) {
            Mode mode = Mode.values()[round % 3];
            List<Hit> hits = pipeline.search(all, Query.of(randomText(random), mode, 100))
                    .hits()
                    .list();

            assertThat(new HashSet<>(hits.stream().map(Hit::id).toList())).hasSameSizeAs(hits);
            assertThat(mode == Mode.LEXICAL ? 60 : hits.size()).isEqualTo(60);
            assertThat(hits).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            for (int i = 0; i < hits.size(); i++) {
                assertThat(hits.get(i).rank()).isEqualTo(i + 1);
                assertThat(hits.get(i).score()).isBetween(0.0, 1.0);
            }
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(8); i++) {
            text.append('w').append(random.nextInt(40)).append(' ');
        }
        return text.toString();
    }

    private static void reranked(Hit hit) {
        assertThat(hit.signals().get(Signal.RERANK)).isPresent();
    }

    private OpenCollection open(Map<String, Object> settings) {
        return new OpenCollection(Candidates.collection(settings), encoder, index);
    }

    private void fill(String... texts) {
        for (int i = 0; i < texts.length; i++) {
            fillOne("d" + i, texts[i]);
        }
    }

    private void fillOne(String document, String... texts) {
        List<EncodedChunk> chunks = new ArrayList<>();
        for (String text : texts) {
            EncodedBatch encoded = encoder.encode(List.of(EncodingInput.passage(text)));
            Chunk chunk = new Chunk(
                    Candidates.id(document, chunks.size()), 1, "", List.of(), text, 0, text.length(), Map.of(), "h");
            chunks.add(
                    new EncodedChunk(chunk, encoded.dense()[0], encoded.tokens().getFirst()));
        }
        index.upsert(new Batch(chunks));
    }

    private Encoder recording(List<EncodingInput> seen) {
        return new Encoder() {
            @Override
            public EncodedBatch encode(List<EncodingInput> inputs) {
                seen.addAll(inputs);
                return encoder.encode(inputs);
            }

            @Override
            public Tokenizer tokenizer() {
                return encoder.tokenizer();
            }

            @Override
            public ModelCard card() {
                return encoder.card();
            }

            @Override
            public void close() {}
        };
    }

    /** Prefers long passages. */
    private static final class LengthCrossEncoder implements CrossEncoder {
        @Override
        public double[] score(String query, List<String> passages) {
            return passages.stream().mapToDouble(String::length).toArray();
        }

        @Override
        public String name() {
            return "length";
        }

        @Override
        public void close() {}
    }
}
