package io.vizsla.retrieval;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.retrieval.PipelineOptions.TokenOptions;
import io.vizsla.retrieval.calibration.Ranking;
import io.vizsla.retrieval.fusion.LexicalWeight;
import io.vizsla.retrieval.fusion.SignalWeights;
import io.vizsla.retrieval.rerank.MaxSim;
import io.vizsla.retrieval.rerank.TokenMaxSimReranker;

/** Adds the similarity of the tokens as a third signal to the best candidates. */
record TokenStep(MaxSim maxSim, LexicalWeight lexicalWeight, TokenOptions options) implements Step {

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public void run(SearchState state) {
        TokenVectors query = state.variants().getFirst().tokens();
        if (query == null) {
            state.note(
                    name(),
                    "skipped",
                    "the model that read the query gave no token vectors that compare with the passages'");
            return;
        }
        SignalWeights weights = SignalWeights.of(lexicalWeight.of(state), options.share());
        Hits reranked = reranker(state, query, weights).rerank(state.query(), state.hits());
        if (reranked.list().stream().anyMatch(TokenStep::hasTokens)) {
            state.ranking(Ranking.TOKENS);
        }
        state.hits(reranked);
        explain(state, query, weights);
    }

    private TokenMaxSimReranker reranker(SearchState state, TokenVectors query, SignalWeights weights) {
        return new TokenMaxSimReranker(maxSim, state.open().index()::tokenVectors, query, weights, options.depth());
    }

    private static boolean hasTokens(Hit hit) {
        return hit.signals().get(Signal.TOKENS).isPresent();
    }

    private void explain(SearchState state, TokenVectors query, SignalWeights weights) {
        state.note(name(), "queryTokens", query.count());
        state.note(name(), "depth", Math.min(options.depth(), state.hits().size()));
        state.note(name(), "weights", weights.asMap());
        state.note(name(), "hits", ExplainedHits.of(state.hits(), options.depth()));
    }
}
