package io.vizsla.retrieval;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.QueryContext;
import io.vizsla.retrieval.rerank.MaxSim;
import io.vizsla.retrieval.rerank.TokenScorer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Single parts of the hybrid search, for those who have to know how it would order passages without searching: training
 * and its gate. Safe for any number of threads.
 */
public final class CollectionSignals {

    private final MaxSim maxSim = new MaxSim();

    /** Returns the share that words have in a collection's hybrid search for a query, 0..1. */
    public double wordShare(OpenCollection collection, String text) {
        return PipelineOptions.of(collection.spec().pipeline())
                .fusion()
                .lexicalWeight()
                .of(new Context(collection, Query.of(text, Mode.HYBRID, 1)));
    }

    /** Returns the similarity of a query's tokens with those of the passages that have token vectors. */
    public Map<ChunkId, Double> tokens(PassageIndex index, TokenVectors query, Collection<ChunkId> passages) {
        TokenScorer scorer = maxSim.against(query);
        Map<ChunkId, Double> scores = new HashMap<>();
        index.tokenVectors(passages).forEach((id, passage) -> scores.put(id, scorer.score(passage)));
        return scores;
    }

    /** A search that is not made. */
    private record Context(OpenCollection open, Query query) implements QueryContext {

        @Override
        public CollectionSpec collection() {
            return open.spec();
        }

        @Override
        public TermStatistics termStatistics() {
            return open.index().termStatistics(query.text());
        }

        @Override
        public void note(String step, String key, Object value) {
            // Nobody asks to explain.
        }
    }
}
