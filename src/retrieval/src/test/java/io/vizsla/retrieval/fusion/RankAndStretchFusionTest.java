package io.vizsla.retrieval.fusion;

import static io.vizsla.retrieval.Candidates.context;
import static io.vizsla.retrieval.Candidates.documents;
import static io.vizsla.retrieval.Candidates.hit;
import static io.vizsla.retrieval.Candidates.hits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankAndStretchFusionTest {

    private static final Hits THREE = hits(hit("a", 0.9, 0), hit("b", 0.8, 3), hit("c", 0.7, 6));

    @Test
    void addsReciprocalRanks() {
        Hits fused = new ReciprocalRankFusion(60, 100).fuse(List.of(THREE), context(10, Map.of("t", 1L)));

        // a: 1/61 and no word; b: 1/62 + 1/62; c: 1/63 + 1/61
        assertThat(documents(fused)).containsExactly("c", "b", "a");
        assertThat(fused)
                .extracting(Hit::score)
                .satisfiesExactly(
                        score -> assertThat(score).isCloseTo(1 / 63.0 + 1 / 61.0, within(1e-12)),
                        score -> assertThat(score).isCloseTo(2 / 62.0, within(1e-12)),
                        score -> assertThat(score).isCloseTo(1 / 61.0, within(1e-12)));
    }

    @Test
    void beyondTheDepthThereIsNoRank() {
        Hits fused = new ReciprocalRankFusion(60, 1).fuse(List.of(THREE), context(10, Map.of("t", 1L)));

        assertThat(fused.list().getLast().id().document().id()).isEqualTo("b");
        assertThat(fused.list().getLast().score()).isZero();
    }

    @Test
    void stretchesToTheUnitInterval() {
        Hits fused = new MinMaxFusion(new FixedWeight(0.25)).fuse(List.of(THREE), context(10, Map.of("t", 1L)));

        assertThat(documents(fused)).containsExactly("a", "b", "c");
        assertThat(fused)
                .extracting(Hit::score)
                .satisfiesExactly(
                        score -> assertThat(score).isCloseTo(0.75, within(1e-12)),
                        score -> assertThat(score).isCloseTo(0.5, within(1e-12)),
                        score -> assertThat(score).isCloseTo(0.25, within(1e-12)));
    }
}
