package io.vizsla.evaluation;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a ranking of documents out of one of chunks: a document stands where its best chunk stands. */
public final class DocumentRanking {

    private DocumentRanking() {}

    /** Returns the documents of the hits, best first, each with the score of its best chunk. */
    public static List<ScoredDocument> of(Hits hits) {
        Map<String, ScoredDocument> best = new LinkedHashMap<>();
        for (Hit hit : hits) {
            String id = hit.id().document().id();
            best.putIfAbsent(id, new ScoredDocument(id, hit.score()));
        }
        return List.copyOf(best.values());
    }
}
