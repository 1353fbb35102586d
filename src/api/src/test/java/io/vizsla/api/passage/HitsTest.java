package io.vizsla.api.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitsTest {

    @Test
    void ranksByScoreThenById() {
        Hits hits = Hits.ranked(List.of(hit("b", 0, 1), hit("a", 10, 1), hit("a", 2, 1), hit("z", 0, 2)));

        assertThat(hits.list())
                .extracting(hit -> hit.id().toString())
                .containsExactly("c/z#0", "c/a#2", "c/a#10", "c/b#0");
        assertThat(hits.list()).extracting(Hit::rank).containsExactly(1, 2, 3, 4);
    }

    @Test
    void keepsAGivenOrder() {
        Hits hits = Hits.inOrder(List.of(hit("a", 0, 1), hit("b", 0, 9)));

        assertThat(hits.top(1).list()).extracting(hit -> hit.id().toString()).containsExactly("c/a#0");
        assertThat(hits.top(5)).isSameAs(hits);
    }

    @Test
    void signalsAreReplacedNotChanged() {
        Signals one = Signals.of(Signal.DENSE, 0.5);

        Signals two = one.with(Signal.DENSE, 0.7).with(Signal.LEXICAL, 3);

        assertThat(one.get(Signal.DENSE)).hasValue(0.5);
        assertThat(two.asMap()).containsEntry(Signal.DENSE, 0.7).containsEntry(Signal.LEXICAL, 3.0);
        assertThat(two.get(Signal.RERANK)).isEmpty();
    }

    private static Hit hit(String id, int ordinal, double score) {
        return Hit.candidate(new ChunkId(new DocumentRef("c", id), ordinal), score, Signals.NONE);
    }
}
