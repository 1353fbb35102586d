package io.vizsla.retrieval;

import static io.vizsla.retrieval.Candidates.documents;
import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the modes find. */
class SearchPipelineTest {

    private final SmallCollection collection = new SmallCollection();
    private final SearchPipeline pipeline = new SearchPipeline();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void findsWhatSharesWords(Mode mode) {
        collection.fill("heart attack risk", "solar panel roof", "the heart of the city");

        SearchResult result = pipeline.search(collection.open(Map.of()), Query.of("risk of heart attack", mode, 2));

        assertThat(documents(result.hits())).startsWith("d0");
        assertThat(result.hits().list().getFirst().chunk()).isNotNull();
        assertThat(result.hits()).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        assertThat(result.model()).isEqualTo("fake");
        assertThat(result.timings()).containsKeys("search", "calibrate", "select", "total");
        assertThat(result.explanation()).isNull();
    }

    @Test
    void hybridUsesAllThreeSignals() {
        collection.fill("heart attack risk", "solar panel roof", "the heart of the city");

        Hit first = pipeline.search(collection.open(Map.of()), Query.of("heart attack", Mode.HYBRID, 3))
                .hits()
                .list()
                .getFirst();

        assertThat(first.signals().asMap()).containsKeys(Signal.DENSE, Signal.LEXICAL, Signal.TOKENS, Signal.FUSED);
    }

    @Test
    void denseIsTheVectorAlone() {
        collection.fill("heart attack risk", "solar panel roof", "the heart of the city");

        SearchResult result = pipeline.search(collection.open(Map.of()), Query.of("heart attack", Mode.DENSE, 3));

        assertThat(result.hits())
                .allSatisfy(hit -> assertThat(hit.signals().asMap()).containsOnlyKeys(Signal.DENSE));
        assertThat(result.hits().list())
                .isSortedAccordingTo((a, b) -> Double.compare(
                        b.signals().get(Signal.DENSE).orElseThrow(),
                        a.signals().get(Signal.DENSE).orElseThrow()));
    }

    @Test
    void lexicalDoesNotEncode() {
        collection.fill("heart attack risk");
        long before = collection.encoder().encoded();

        pipeline.search(collection.open(Map.of()), Query.of("heart", Mode.LEXICAL, 3));

        assertThat(collection.encoder().encoded()).isEqualTo(before);
    }

    @Test
    void minimumScoreAndTopKCut() {
        collection.fill("heart attack risk", "solar panel roof", "the heart of the city", "heart rate");
        Query query = Query.of("heart rate", Mode.HYBRID, 10);
        List<Hit> all = pipeline.search(collection.open(Map.of()), query).hits().list();
        double second = all.get(1).score();

        Query above = new Query(
                "heart rate", Mode.HYBRID, 10, Instruction.NONE, Demonstrations.USUAL, null, second, false, false);
        assertThat(pipeline.search(collection.open(Map.of()), above).hits().list())
                .isEqualTo(all.subList(0, 2));
        assertThat(pipeline.search(collection.open(Map.of()), Query.of("heart rate", Mode.HYBRID, 1))
                        .hits()
                        .list())
                .isEqualTo(all.subList(0, 1));
    }

    @Test
    void capsTheChunksOfADocument() {
        collection.fillOne("long", "heart one", "heart two", "heart three", "heart four");
        collection.fill("roof");
        OpenCollection two = collection.open(Map.of("select", Map.of("perDocument", 2)));

        assertThat(documents(
                        pipeline.search(two, Query.of("heart", Mode.HYBRID, 10)).hits()))
                .containsExactly("long", "long", "d0");
    }

    @Test
    void ranksAreContiguousAndNobodyIsLostOrDoubled() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] texts = new String[60];
        Arrays.setAll(texts, i -> randomText(random));
        collection.fill(texts);
        OpenCollection all = collection.open(Map.of("tokens", Map.of("depth", 7)));
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
}
