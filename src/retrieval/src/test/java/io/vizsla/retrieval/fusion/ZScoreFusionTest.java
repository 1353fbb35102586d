package io.vizsla.retrieval.fusion;

import static io.vizsla.retrieval.Candidates.context;
import static io.vizsla.retrieval.Candidates.documents;
import static io.vizsla.retrieval.Candidates.hit;
import static io.vizsla.retrieval.Candidates.hits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.Signals;
import io.vizsla.retrieval.Candidates;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZScoreFusionTest {

    @Test
    void sumsStandardizedSignals() {
        // dense 0.9 0.8 0.7: mean 0.8, deviation sqrt(0.02/3); lexical 0 3 6: mean 3, deviation sqrt(6)
        Hits fused = new ZScoreFusion(new FixedWeight(0.5))
                .fuse(
                        List.of(hits(hit("a", 0.9, 0), hit("b", 0.8, 3), hit("c", 0.7, 6))),
                        context(10, Map.of("t", 1L)));

        assertThat(fused).allSatisfy(hit -> assertThat(hit.score()).isCloseTo(0, within(1e-9)));
    }

    @Test
    void weighsTheWords() {
        // z(dense) = 1.2247, 0, -1.2247 and z(lexical) the other way round; w = 0.75
        Hits fused = new ZScoreFusion(new FixedWeight(0.75))
                .fuse(
                        List.of(hits(hit("a", 0.9, 0), hit("b", 0.8, 3), hit("c", 0.7, 6))),
                        context(10, Map.of("t", 1L)));

        assertThat(documents(fused)).containsExactly("c", "b", "a");
        assertThat(fused.list().getFirst().score()).isCloseTo(0.5 * Math.sqrt(1.5), within(1e-9));
        assertThat(fused.list().getFirst().signals().get(Signal.FUSED).orElseThrow())
                .isEqualTo(fused.list().getFirst().score());
    }

    @Test
    void withoutWordsTheOrderIsThatOfTheVector() {
        Hits fused = new ZScoreFusion(RarityWeight.PUBLISHED)
                .fuse(List.of(hits(hit("a", 0.1, 0), hit("b", 0.5, 0), hit("c", 0.3, 0))), context(10, Map.of()));

        assertThat(documents(fused)).containsExactly("b", "c", "a");
    }

    @Test
    void equalSignalsGiveZeroNotNaN() {
        Hits fused = new ZScoreFusion(new FixedWeight(0.3))
                .fuse(List.of(hits(hit("b", 0.5, 2), hit("a", 0.5, 2))), context(10, Map.of("t", 2L)));

        assertThat(fused).extracting(Hit::score).containsExactly(0.0, 0.0);
        assertThat(documents(fused)).containsExactly("a", "b");
    }

    @Test
    void oneCandidateAndNone() {
        ZScoreFusion fusion = new ZScoreFusion(RarityWeight.PUBLISHED);

        assertThat(fusion.fuse(List.of(hits(hit("a", 0.5, 1))), context(1, Map.of("t", 1L))))
                .singleElement()
                .extracting(Hit::score)
                .isEqualTo(0.0);
        assertThat(fusion.fuse(List.of(Hits.EMPTY), context(0, Map.of()))).isEmpty();
    }

    @Test
    void joinsListsThatKnowOneSignalEach() {
        Hits dense = hits(Hit.candidate(Candidates.id("a", 0), 0.9, Signals.of(Signal.DENSE, 0.9)));
        Hits lexical = hits(
                Hit.candidate(Candidates.id("a", 0), 4, Signals.of(Signal.LEXICAL, 4)),
                Hit.candidate(Candidates.id("b", 0), 2, Signals.of(Signal.LEXICAL, 2)));

        Hits fused = new ZScoreFusion(new FixedWeight(0.5)).fuse(List.of(dense, lexical), context(9, Map.of("t", 1L)));

        assertThat(documents(fused)).containsExactly("a", "b");
        assertThat(fused.list().getFirst().signals().get(Signal.LEXICAL)).hasValue(4);
    }

    @Test
    void losesAndDoublesNobody() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Hits candidates = Candidates.random(random, random.nextInt(50));
            Hits fused = new ZScoreFusion(RarityWeight.PUBLISHED)
                    .fuse(List.of(candidates), context(1 + random.nextInt(99), Map.of("t", (long) random.nextInt(5))));

            assertThat(fused)
                    .extracting(Hit::id)
                    .containsExactlyInAnyOrderElementsOf(
                            candidates.list().stream().map(Hit::id).toList());
            assertThat(fused.list()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(fused).allSatisfy(hit -> assertThat(hit.score()).isFinite());
        }
    }
}
