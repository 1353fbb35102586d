package io.vizsla.langchain4j;

import dev.langchain4j.store.embedding.filter.Filter;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Looks at every chunk of an index: what a filter costs that no field answers. */
final class IndexScan {

    /** So many vectors are in memory at a time. */
    private static final int PART = 1_000;

    private final PassageIndex index;

    IndexScan(PassageIndex index) {
        this.index = index;
    }

    /** Returns a map that keeps the order in which it is filled. */
    static Map<ChunkId, Double> newOrdered() {
        return new LinkedHashMap<>();
    }

    /** Returns the chunks that a filter passes, in no order. */
    List<ChunkId> passing(Filter filter) {
        List<ChunkId> passing = new ArrayList<>();
        index.forEach(chunk -> {
            if (filter.test(MetadataValues.read(chunk.metadata()))) {
                passing.add(chunk.id());
            }
        });
        return passing;
    }

    /**
     * Returns the cosines of the nearest chunks that pass, best first.
     *
     * @param vector of any length but zero
     */
    Map<ChunkId, Double> nearest(Filter filter, float[] vector, int most) {
        Comparator<Map.Entry<ChunkId, Double>> worstFirst = Map.Entry.comparingByValue();
        PriorityQueue<Map.Entry<ChunkId, Double>> best = new PriorityQueue<>(worstFirst);
        List<ChunkId> passing = passing(filter);
        double length = Math.sqrt(dot(vector, vector));
        for (int from = 0; from < passing.size(); from += PART) {
            List<ChunkId> part = passing.subList(from, Math.min(passing.size(), from + PART));
            index.vectors(part).forEach((id, other) -> {
                best.add(Map.entry(id, dot(vector, other) / length));
                if (best.size() > most) {
                    best.remove();
                }
            });
        }
        Map<ChunkId, Double> nearest = newOrdered();
        best.stream().sorted(worstFirst.reversed()).forEach(one -> nearest.put(one.getKey(), one.getValue()));
        return nearest;
    }

    private static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("queryEmbedding = " + a.length + " dimensions is not valid: must be of "
                    + b.length + " dimensions");
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
