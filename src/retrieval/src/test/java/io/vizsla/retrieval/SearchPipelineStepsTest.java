package io.vizsla.retrieval;

import static io.vizsla.retrieval.Candidates.documents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.WeightedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps that a query or a collection asks for. */
class SearchPipelineStepsTest {

    private final SmallCollection collection = new SmallCollection();
    private final SearchPipeline pipeline = new SearchPipeline();

    @Test
    void explainsEachStep() {
        collection.fill("heart attack risk", "solar panel roof");
        Query query = new Query("heart", Mode.HYBRID, 10, Instruction.NONE, Demonstrations.USUAL, null, 0, true, true);

        Explanation explanation =
                pipeline.search(collection.open(Map.of()), query).explanation();

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
    void examplesMoveTheQueryOfAModelThatReadsNone() {
        collection.fill("heart attack risk", "solar panel roof");
        Demonstration example = new Demonstration("cardiac arrest", "solar panel");
        Query query = new Query(
                "cardiac",
                Mode.DENSE,
                10,
                Instruction.NONE,
                Demonstrations.given(List.of(example)),
                null,
                0,
                false,
                true);

        SearchResult result = pipeline.search(collection.open(Map.of()), query);

        assertThat(documents(result.hits())).startsWith("d1");
        assertThat(result.explanation().steps())
                .extracting(Explanation.Step::name)
                .containsSubsequence("encode", "demonstrate", "search");
        assertThat(result.explanation().steps().get(1).details()).containsKeys("share", "blend", "examples");
    }

    @Test
    void examplesMoveNoQueryOfAModelThatGivesThemNoShare() {
        collection.fill("heart attack risk", "solar panel roof");
        Demonstration example = new Demonstration("cardiac arrest", "solar panel");
        OpenCollection silent = Blended.with(DemonstrationBlend.NONE, collection.open(Map.of()));

        SearchResult bare = pipeline.search(silent, asked(Demonstrations.NONE));
        SearchResult given = pipeline.search(silent, asked(Demonstrations.given(List.of(example))));
        SearchResult chosen = pipeline.search(silent, asked(Demonstrations.AUTO));

        assertThat(given.hits()).isEqualTo(bare.hits());
        assertThat(chosen.hits()).isEqualTo(bare.hits());
        assertThat(given.explanation().steps().get(1).details()).containsOnlyKeys("skipped");
        assertThat(chosen.explanation().steps())
                .extracting(Explanation.Step::name)
                .contains("demonstrate")
                .doesNotContain("choose");
    }

    @ParameterizedTest
    @CsvSource({
        "LEXICAL, Find it, AUTO, 'instruction, demonstrations: in lexical mode no model reads the query'",
        "LEXICAL, Find it, NONE, instruction: in lexical mode no model reads the query",
        "LEXICAL, '', USUAL, demonstrations: in lexical mode no model reads the query",
        "LEXICAL, '', NONE,",
        "DENSE, Find it, AUTO,"
    })
    void tellsWhatNoModelReads(Mode mode, String instruction, Demonstrations.Source source, String told) {
        collection.fill("heart attack risk");
        OpenCollection open = collection.open(Map.of("demonstrations", Map.of("default", "auto")));
        Demonstrations examples = new Demonstrations(source, List.of());
        Query query = new Query("heart", mode, 10, new Instruction(instruction), examples, null, 0, false, true);

        Explanation.Step search = pipeline.search(open, query).explanation().steps().stream()
                .filter(step -> step.name().equals("search"))
                .findFirst()
                .orElseThrow();

        assertThat(search.details().get("unread")).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"z,true", "minmax,false", "rrf,false"})
    void theTokensAreOneMoreZScoreAndJoinNoOtherFusion(String method, boolean joined) {
        collection.fill("heart attack risk", "solar panel roof");

        Hits hits = pipeline.search(
                        collection.open(Map.of("fusion", Map.of("method", method))), Query.of("heart", Mode.HYBRID, 10))
                .hits();

        assertThat(hits.list()).isNotEmpty().allSatisfy(hit -> assertThat(
                        hit.signals().get(Signal.TOKENS).isPresent())
                .isEqualTo(joined));
    }

    @Test
    void theCrossEncoderRunsOnlyWhenAsked() {
        collection.fill("heart attack risk", "solar panel roof");
        SearchPipeline reranking = new SearchPipeline(PipelineParts.with(new LengthCrossEncoder()));

        Query plain = Query.of("heart", Mode.HYBRID, 10);
        Query asked = new Query("heart", Mode.HYBRID, 10, Instruction.NONE, Demonstrations.USUAL, null, 0, true, false);

        assertThat(reranking.search(collection.open(Map.of()), plain).hits())
                .noneSatisfy(SearchPipelineStepsTest::reranked);
        assertThat(reranking.search(collection.open(Map.of()), asked).hits())
                .allSatisfy(SearchPipelineStepsTest::reranked);
        assertThat(documents(reranking.search(collection.open(Map.of()), asked).hits()))
                .containsExactly("d0", "d1");
    }

    @Test
    void transformersAndVectorTransformsRunByName() {
        collection.fill("heart attack risk", "solar panel roof", "wind power");
        SearchPipeline own = new SearchPipeline(new PipelineParts(
                Map.of(
                        "also-wind",
                        (query, context) -> List.of(
                                new WeightedQuery(query, 1), new WeightedQuery(query.withText("wind power"), 3))),
                Map.of("same", (vector, context) -> vector),
                null));
        OpenCollection opened =
                collection.open(Map.of("transformers", List.of("also-wind"), "vectorTransforms", List.of("same")));

        SearchResult result = own.search(opened, Query.of("heart attack", Mode.HYBRID, 3));

        assertThat(documents(result.hits())).contains("d0", "d2").doesNotHaveDuplicates();
        assertThat(result.timings()).containsKeys("transform", "transformVectors");
        assertThatThrownBy(() -> pipeline.search(opened, Query.of("heart", Mode.HYBRID, 3)))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("pipeline.transformers");
    }

    @Test
    void instructionAndDemonstrationsReachTheEncoder() {
        collection.fill("heart attack risk");
        List<EncodingInput> seen = new ArrayList<>();
        Instruction instruction = new Instruction("Find claims");
        List<Demonstration> demonstrations = List.of(new Demonstration("q", "p"));
        Query query = new Query(
                "heart", Mode.DENSE, 3, instruction, Demonstrations.given(demonstrations), null, 0, false, false);

        pipeline.search(
                new OpenCollection(Candidates.collection(Map.of()), recording(seen), collection.index()), query);

        assertThat(seen).singleElement().satisfies(input -> {
            assertThat(input.instruction()).isEqualTo(instruction);
            assertThat(input.demonstrations()).isEqualTo(demonstrations);
        });
    }

    private static Query asked(Demonstrations demonstrations) {
        return new Query("cardiac", Mode.DENSE, 10, Instruction.NONE, demonstrations, null, 0, false, true);
    }

    private static void reranked(Hit hit) {
        assertThat(hit.signals().get(Signal.RERANK)).isPresent();
    }

    private Encoder recording(List<EncodingInput> seen) {
        return new Encoder() {
            @Override
            public EncodedBatch encode(List<EncodingInput> inputs) {
                seen.addAll(inputs);
                return collection.encoder().encode(inputs);
            }

            @Override
            public Tokenizer tokenizer() {
                return collection.encoder().tokenizer();
            }

            /** Of a model that reads examples itself. */
            @Override
            public ModelCard card() {
                ModelCard card = collection.encoder().card();
                return new ModelCard(
                        card.name(),
                        card.version(),
                        card.space(),
                        card.dimension(),
                        card.tokenDimension(),
                        card.maxTokens(),
                        card.language(),
                        true,
                        null);
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
