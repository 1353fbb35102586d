package io.vizsla.retrieval.select;

import static io.vizsla.retrieval.Candidates.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signals;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorsTest {

    private static final Hits HITS = Hits.inOrder(
            List.of(hit("a", 0, 0.9), hit("a", 1, 0.8), hit("a", 2, 0.7), hit("b", 0, 0.6), hit("a", 3, 0.5)));

    @Test
    void capsTheChunksOfADocument() {
        Hits selected = new PerDocumentCap(2).select(HITS, 10);

        assertThat(selected).extracting(Hit::id).containsExactly(id("a", 0), id("a", 1), id("b", 0));
        assertThat(selected).extracting(Hit::rank).containsExactly(1, 2, 3);
    }

    @Test
    void returnsNoMoreThanAsked() {
        assertThat(new PerDocumentCap(3).select(HITS, 2)).hasSize(2);
        assertThat(new MinimumScore(0).select(HITS, 2)).hasSize(2);
    }

    @Test
    void leavesOutTheUnlikely() {
        assertThat(new MinimumScore(0.7).select(HITS, 10))
                .extracting(Hit::score)
                .containsExactly(0.9, 0.8, 0.7);
        assertThat(new MinimumScore(1).select(HITS, 10)).isEmpty();
    }

    private static Hit hit(String document, int ordinal, double score) {
        return Hit.candidate(id(document, ordinal), score, Signals.NONE);
    }
}
