package io.vizsla.retrieval;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.retrieval.calibration.Ranking;
import io.vizsla.retrieval.rerank.CrossEncoderReranker;
import org.jspecify.annotations.Nullable;

/** Lets a cross-encoder order the best candidates; does nothing where none is configured. */
record RerankStep(@Nullable CrossEncoder encoder, int depth) implements Step {

    @Override
    public String name() {
        return "rerank";
    }

    @Override
    public void run(SearchState state) {
        if (encoder == null) {
            state.note(name(), "skipped", "no cross-encoder is configured");
            return;
        }
        if (state.hits().isEmpty()) {
            return;
        }
        state.hits(new CrossEncoderReranker(encoder, state.open().index()::chunks, depth)
                .rerank(state.query(), state.hits()));
        state.ranking(Ranking.RERANK);
        state.note(name(), "model", encoder.name());
        state.note(name(), "depth", Math.min(depth, state.hits().size()));
        state.note(name(), "hits", ExplainedHits.of(state.hits(), depth));
    }
}
