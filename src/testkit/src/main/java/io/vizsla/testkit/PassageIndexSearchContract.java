package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.TermStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What every passage index must answer. */
@NullUnmarked // test code: the framework fills the fields
public abstract class PassageIndexSearchContract extends PassageIndexFixture {

    @Test
    void denseSearchFindsNearlyAllOfTheNearest() {
        List<EncodedChunk> chunks = fill(2000);
        double recall = 0;
        for (int i = 0; i < 50; i++) {
            float[] query = data.vector();
            Hits hits = index.search(IndexQuery.dense(query, 10));
            assertThat(hits.size()).isEqualTo(10);
            recall += ExactSearch.recall(ids(ExactSearch.top(chunks, EncodedChunk::vector, query, 10)), ids(hits)) / 50;
        }
        assertThat(recall).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void exactSearchAgreesWithTheOracle() {
        List<EncodedChunk> chunks = fill(500);
        Map<ChunkId, EncodedChunk> byId = new HashMap<>();
        chunks.forEach(chunk -> byId.put(chunk.chunk().id(), chunk));
        float[] query = data.vector();
        Hits hits = index.search(IndexQuery.dense(query, 20).exactly());
        List<ExactSearch.Scored<EncodedChunk>> expected = ExactSearch.top(chunks, EncodedChunk::vector, query, 20);
        assertThat(ids(hits)).hasSize(20).doesNotHaveDuplicates();
        for (int i = 0; i < 20; i++) {
            Hit hit = hits.list().get(i);
            // Single precision may swap chunks whose cosines differ in the seventh digit.
            double cosine = ExactSearch.cosine(query, byId.get(hit.id()).vector());
            assertThat(cosine).isCloseTo(expected.get(i).cosine(), within(1e-6));
            assertThat(hit.score()).isCloseTo(cosine, within(1e-5));
            assertThat(hit.signals().get(Signal.DENSE)).hasValue(hit.score());
            assertThat(hit.rank()).isEqualTo(i + 1);
            assertThat(hit.chunk()).isNull();
        }
    }

    @Test
    void everyHitOfTheUnionCarriesBothSignals() {
        Map<ChunkId, EncodedChunk> byId = new HashMap<>();
        fill(600).forEach(chunk -> byId.put(chunk.chunk().id(), chunk));
        float[] vector = data.vector();
        String words = data.words(3);
        Hits both = index.search(IndexQuery.both(vector, words, 15).exactly());
        Set<ChunkId> union = new HashSet<>();
        union.addAll(ids(index.search(IndexQuery.dense(vector, 15).exactly())));
        Map<ChunkId, Double> lexical = new HashMap<>();
        index.search(IndexQuery.lexical(words, 10_000)).forEach(hit -> lexical.put(hit.id(), hit.score()));
        union.addAll(ids(index.search(IndexQuery.lexical(words, 15))));
        assertThat(ids(both)).containsExactlyInAnyOrderElementsOf(union);
        for (Hit hit : both) {
            double cosine = ExactSearch.cosine(vector, byId.get(hit.id()).vector());
            assertThat(hit.signals().get(Signal.DENSE).orElseThrow()).isCloseTo(cosine, within(1e-5));
            assertThat(hit.signals().get(Signal.LEXICAL).orElseThrow())
                    .isCloseTo(lexical.getOrDefault(hit.id(), 0.0), within(1e-4));
        }
        assertThat(both.list()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    }

    @Test
    void wordsFindTheChunksThatHoldThemAndRareWordsCountMore() {
        write(List.of(
                chunk("rare", 1, "zebra stripes", Map.of()),
                chunk("common", 1, "horse stripes", Map.of()),
                chunk("horse", 1, "horse horse", Map.of()),
                chunk("none", 1, "nothing of it", Map.of())));
        Hits hits = index.search(IndexQuery.lexical("ZEBRA horse", 10));
        assertThat(ids(hits)).extracting(id -> id.document().id()).containsExactlyInAnyOrder("rare", "common", "horse");
        assertThat(ids(hits).getFirst().document().id()).isEqualTo("rare");
        for (Hit hit : hits) {
            assertThat(hit.signals().asMap()).containsOnlyKeys(Signal.LEXICAL);
            assertThat(hit.score()).isPositive();
        }
    }

    @Test
    void anEmptyIndexAnswers() {
        assertThat(index.search(IndexQuery.both(data.vector(), "any words", 10)))
                .isEmpty();
        assertThat(index.search(IndexQuery.dense(data.vector(), 10_000).exactly()))
                .isEmpty();
        assertThat(index.chunks(List.of(new ChunkId(document("a"), 0)))).isEmpty();
        assertThat(index.tokenVectors(List.of(new ChunkId(document("a"), 0)))).isEmpty();
        assertThat(index.stats().chunks()).isZero();
        assertThat(index.termStatistics("any")).isEqualTo(new TermStatistics(0, Map.of("any", 0L)));
        assertThat(index.check().sound()).isTrue();
        index.forEach(chunk -> assertThat(chunk).isNull());
        index.delete(document("a"), Long.MAX_VALUE);
        index.upsert(new Batch(List.of()));
        index.flush();
    }

    @Test
    void aHugeLimitBringsEverything() {
        fill(100);
        Hits hits = index.search(new IndexQuery(data.vector(), "w0", null, IndexQuery.LARGEST_LIMIT, false));
        assertThat(hits.size()).isEqualTo(100);
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> IndexQuery.dense(data.vector(), 0));
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> IndexQuery.dense(data.vector(), 1_000_000_000));
    }

    @Test
    void termStatisticsCountTheChunksThatHoldAWord() {
        write(List.of(
                chunk("a", 1, "horse zebra horse", Map.of()),
                chunk("b", 1, "horse", Map.of()),
                chunk("c", 1, "cow", Map.of())));
        TermStatistics before = index.termStatistics("Horse zebra unicorn");
        assertThat(before).isEqualTo(new TermStatistics(3, Map.of("horse", 2L, "zebra", 1L, "unicorn", 0L)));
        index.delete(document("a"), 2);
        index.flush();
        assertThat(index.termStatistics("horse zebra"))
                .isEqualTo(new TermStatistics(2, Map.of("horse", 1L, "zebra", 0L)));
    }
}
