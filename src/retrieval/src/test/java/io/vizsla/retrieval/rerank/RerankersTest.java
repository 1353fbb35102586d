package io.vizsla.retrieval.rerank;

import static io.vizsla.retrieval.Candidates.documents;
import static io.vizsla.retrieval.Candidates.hit;
import static io.vizsla.retrieval.Candidates.hits;
import static io.vizsla.retrieval.Candidates.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.retrieval.fusion.SignalWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerankersTest {

    private static final Query QUERY = Query.of("words", Mode.HYBRID, 10);
    private static final Hits FOUR = hits(hit("a", 0.9, 1), hit("b", 0.8, 1), hit("c", 0.7, 1), hit("d", 0.6, 9));

    @Test
    void theTokensBecomeAThirdSignal() {
        // All weight on the tokens: z over a, b, c = -1.2247, 0, 1.2247.
        Map<ChunkId, TokenVectors> passages =
                Map.of(id("a", 0), vector(10), id("b", 0), vector(50), id("c", 0), vector(90));
        Hits reranked = tokenReranker(passages, 3, 1.0).rerank(QUERY, FOUR);

        assertThat(documents(reranked)).containsExactly("c", "b", "a", "d");
        assertThat(reranked.list().getFirst().signals().get(Signal.TOKENS).orElseThrow())
                .isCloseTo(0.9, within(1e-6));
        assertThat(reranked.list().getFirst().score()).isCloseTo(Math.sqrt(1.5), within(1e-6));
    }

    @Test
    void theOtherSignalsAreStandardizedOverTheWholeList() {
        // z(dense) over a to d = 1.3416, 0.4472, ..; z(tokens) over a and b = 1, -1; half each.
        Map<ChunkId, TokenVectors> passages = Map.of(id("a", 0), vector(90), id("b", 0), vector(10));
        Hits reranked = tokenReranker(passages, 2, 0.5).rerank(QUERY, FOUR);

        assertThat(reranked.list().get(0).score()).isCloseTo((1.34164 + 1) / 2, within(1e-4));
        assertThat(reranked.list().get(1).score()).isCloseTo((0.44721 - 1) / 2, within(1e-4));
    }

    @Test
    void theTailStaysBelow() {
        Map<ChunkId, TokenVectors> passages = Map.of(id("a", 0), vector(10), id("b", 0), vector(90));
        Hits reranked = tokenReranker(passages, 2, 0.5).rerank(QUERY, FOUR);

        assertThat(documents(reranked).subList(2, 4)).containsExactly("c", "d");
        assertThat(reranked.list()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(reranked).extracting(Hit::rank).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aChunkWithoutTokensIsNotLost() {
        Hits reranked = tokenReranker(Map.of(id("b", 0), vector(90)), 3, 0.5).rerank(QUERY, FOUR);

        assertThat(documents(reranked)).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(reranked).allSatisfy(hit -> assertThat(hit.score()).isFinite());
    }

    @Test
    void withoutAnyTokensTheOrderStays() {
        assertThat(tokenReranker(Map.of(), 3, 0.5).rerank(QUERY, FOUR)).isEqualTo(FOUR);
    }

    @Test
    void theCrossEncoderOrdersTheHead() {
        CrossEncoderReranker reranker = new CrossEncoderReranker(scores(-1, 2, Double.NaN), chunks("a", "b", "c"), 3);
        Hits reranked = reranker.rerank(QUERY, FOUR);

        assertThat(documents(reranked)).containsExactly("b", "a", "c", "d");
        assertThat(reranked.list().getFirst().signals().get(Signal.RERANK)).hasValue(2);
        assertThat(reranked).allSatisfy(hit -> assertThat(hit.score()).isFinite());
    }

    @Test
    void contentThatIsGoneIsNotScored() {
        Hits reranked = new CrossEncoderReranker(scores(-1, 2), chunks("a", "c"), 3).rerank(QUERY, FOUR);

        assertThat(documents(reranked)).containsExactly("c", "a", "b", "d");
    }

    private static TokenMaxSimReranker tokenReranker(Map<ChunkId, TokenVectors> passages, int depth, double share) {
        return new TokenMaxSimReranker(new MaxSim(), ids -> passages, vector(100), SignalWeights.of(0, share), depth);
    }

    /** One token whose cosine to the query's is {@code percent / 100}. */
    private static TokenVectors vector(int percent) {
        return new TokenVectors(1, 2, new byte[] {(byte) percent, 0}, new float[] {0.01f});
    }

    private static java.util.function.Function<java.util.Collection<ChunkId>, Map<ChunkId, Chunk>> chunks(
            String... documents) {
        Map<ChunkId, Chunk> chunks = new HashMap<>();
        for (String document : documents) {
            ChunkId id = id(document, 0);
            chunks.put(id, new Chunk(id, 1, "", List.of(), "text of " + document, 0, 1, Map.of(), "h"));
        }
        return ids -> chunks;
    }

    private static CrossEncoder scores(double... scores) {
        return new CrossEncoder() {
            @Override
            public double[] score(String query, List<String> passages) {
                assertThat(passages).hasSize(scores.length).allMatch(passage -> passage.startsWith("text of"));
                return scores;
            }

            @Override
            public String name() {
                return "given";
            }

            @Override
            public void close() {}
        };
    }
}
