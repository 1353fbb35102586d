package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Fusion;
import io.vizsla.api.query.QueryContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the fusions share: lists that were found for the same query become one list in which each candidate stands once
 * with all the signals that any list knows of it.
 */
abstract class UnionFusion implements Fusion {

    @Override
    public final Hits fuse(List<Hits> lists, QueryContext context) {
        return fuse(lists.size() == 1 ? lists.getFirst() : union(lists), context);
    }

    /** Returns the candidates in their new order. */
    abstract Hits fuse(Hits union, QueryContext context);

    private static Hits union(List<Hits> lists) {
        Map<ChunkId, Hit> byId = new LinkedHashMap<>();
        lists.forEach(list -> list.forEach(hit -> byId.merge(hit.id(), hit, UnionFusion::merge)));
        return Hits.inOrder(List.copyOf(byId.values()));
    }

    private static Hit merge(Hit one, Hit other) {
        Hit merged = one;
        for (Map.Entry<Signal, Double> signal : other.signals().asMap().entrySet()) {
            double known = one.signals().get(signal.getKey()).orElse(Double.NEGATIVE_INFINITY);
            merged = merged.withSignal(signal.getKey(), Math.max(known, signal.getValue()));
        }
        return merged;
    }
}
