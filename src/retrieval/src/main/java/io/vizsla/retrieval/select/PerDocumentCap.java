package io.vizsla.retrieval.select;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.query.HitSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps one long document from filling the answer.
 *
 * @param most chunks of one document, at least 1
 */
public record PerDocumentCap(int most) implements HitSelector {

    @Override
    public Hits select(Hits hits, int k) {
        Map<DocumentRef, Integer> seen = new HashMap<>();
        List<Hit> kept = new ArrayList<>(Math.min(k, hits.size()));
        for (Hit hit : hits) {
            if (kept.size() == k) {
                break;
            }
            if (seen.merge(hit.id().document(), 1, Integer::sum) <= most) {
                kept.add(hit);
            }
        }
        return Hits.inOrder(kept);
    }
}
