package io.vizsla.retrieval.select;

import io.vizsla.api.passage.Hits;
import io.vizsla.api.query.HitSelector;

/**
 * Leaves out what is less likely to be relevant than the caller asks for.
 *
 * @param probability the least score that is kept, 0..1
 */
public record MinimumScore(double probability) implements HitSelector {

    @Override
    public Hits select(Hits hits, int k) {
        return Hits.inOrder(hits.list().stream()
                .filter(hit -> hit.score() >= probability)
                .limit(k)
                .toList());
    }
}
