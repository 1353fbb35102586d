package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.Reranker;
import io.vizsla.retrieval.fusion.SignalWeights;
import io.vizsla.retrieval.fusion.ZScoreFusion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Adds the similarity of the tokens as a third signal to the best candidates and fuses the three by z-score. One per
 * search: it holds the query's token vectors. Candidates below {@code depth} keep their order, under the others.
 */
public final class TokenMaxSimReranker implements Reranker {

    /** More shares than four are too small to be worth handing over. */
    private static final int SHARES = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final MaxSim maxSim;
    private final Function<Collection<ChunkId>, Map<ChunkId, TokenVectors>> passages;
    private final TokenVectors query;
    private final SignalWeights weights;
    private final int depth;

    /**
     * Creates a reranker for one search.
     *
     * @param passages reads the token vectors of chunks out of the index
     * @param query the token vectors of the query, without those of its prompt
     * @param weights of the three signals
     * @param depth how many of the best candidates are looked at, at least 1
     */
    public TokenMaxSimReranker(
            MaxSim maxSim,
            Function<Collection<ChunkId>, Map<ChunkId, TokenVectors>> passages,
            TokenVectors query,
            SignalWeights weights,
            int depth) {
        this.maxSim = maxSim;
        this.passages = passages;
        this.query = query;
        this.weights = weights;
        this.depth = depth;
    }

    @Override
    public Hits rerank(Query ignored, Hits candidates) {
        Hits head = candidates.top(depth);
        Map<ChunkId, TokenVectors> tokens =
                passages.apply(head.list().stream().map(Hit::id).toList());
        if (tokens.isEmpty() || query.count() == 0) {
            return candidates;
        }
        Hits fused = ZScoreFusion.orderHead(withTokenSignal(candidates, tokens), depth, weights);
        return HeadAndTail.join(fused, candidates.list().subList(head.size(), candidates.size()));
    }

    private Hits withTokenSignal(Hits candidates, Map<ChunkId, TokenVectors> tokens) {
        List<Hit> scored = new ArrayList<>(candidates.list());
        // Somebody waits for this one query, so all processors share its passages.
        IntStream.range(0, SHARES).parallel().forEach(share -> {
            TokenScorer scorer = maxSim.against(query);
            for (int i = share; i < scored.size(); i += SHARES) {
                Hit hit = scored.get(i);
                TokenVectors passage = tokens.get(hit.id());
                if (passage != null) {
                    scored.set(i, hit.withSignal(Signal.TOKENS, scorer.score(passage)));
                }
            }
        });
        return Hits.inOrder(scored);
    }
}
