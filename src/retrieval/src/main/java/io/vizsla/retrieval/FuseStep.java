package io.vizsla.retrieval;

import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Fusion;
import io.vizsla.api.query.Mode;
import io.vizsla.retrieval.calibration.Ranking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the dense and the lexical signal of each query's candidates, and then, where a transformer made several
 * queries, their lists: by the weighted mean of the scores, a candidate that a list lacks counting as its last one.
 */
record FuseStep(Fusion fusion) implements Step {

    @Override
    public String name() {
        return "fuse";
    }

    @Override
    public void run(SearchState state) {
        if (state.query().mode() == Mode.HYBRID) {
            state.eachVariant(variant -> variant.withHits(fusion.fuse(List.of(variant.hits()), state)));
            state.ranking(Ranking.HYBRID);
        }
        state.hits(joined(state.variants()));
        state.note(name(), "terms", state.termStatistics().documentFrequency());
        state.note(name(), "candidates", state.hits().size());
        state.note(name(), "hits", ExplainedHits.of(state.hits(), state.hits().size()));
    }

    private static Hits joined(List<Variant> variants) {
        if (variants.size() == 1) {
            return variants.getFirst().hits();
        }
        Map<ChunkId, Hit> byId = new LinkedHashMap<>();
        variants.forEach(variant -> variant.hits().forEach(hit -> byId.putIfAbsent(hit.id(), hit)));
        Map<ChunkId, Double> scores = new HashMap<>();
        variants.forEach(variant -> addScores(scores, variant, byId));
        List<Hit> scored = new ArrayList<>();
        byId.forEach((id, hit) -> scored.add(scored(hit, scores.getOrDefault(id, 0.0))));
        return Hits.ranked(scored);
    }

    private static void addScores(Map<ChunkId, Double> scores, Variant variant, Map<ChunkId, Hit> all) {
        if (variant.hits().isEmpty()) {
            return;
        }
        double last = variant.hits().list().getLast().score();
        Map<ChunkId, Double> own = new HashMap<>();
        variant.hits().forEach(hit -> own.put(hit.id(), hit.score()));
        double weight = variant.query().weight();
        all.keySet().forEach(id -> scores.merge(id, weight * own.getOrDefault(id, last), Double::sum));
    }

    private static Hit scored(Hit hit, double score) {
        return hit.withScore(score).withSignal(Signal.FUSED, score);
    }
}
