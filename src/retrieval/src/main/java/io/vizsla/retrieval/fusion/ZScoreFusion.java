package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.QueryContext;

/**
 * Standardizes each signal over the whole union, then sums them: {@code (1 - w) z(dense) + w z(lexical)}. Every
 * candidate counts with every signal; a signal that does not differ between the candidates adds 0 to each.
 */
public final class ZScoreFusion extends UnionFusion {

    private final LexicalWeight lexicalWeight;

    /** Creates a fusion whose w comes from this rule. */
    public ZScoreFusion(LexicalWeight lexicalWeight) {
        this.lexicalWeight = lexicalWeight;
    }

    @Override
    Hits fuse(Hits union, QueryContext context) {
        double lexical = lexicalWeight.of(context);
        context.note("fuse", "method", "z");
        context.note("fuse", "lexicalWeight", lexical);
        return order(union, SignalWeights.of(lexical));
    }

    /** Returns the hits ordered by the weighted sum of their standardized signals. */
    public static Hits order(Hits hits, SignalWeights weights) {
        return WeightedSum.order(hits, weights.asMap(), ZScoreFusion::standardized);
    }

    /** Returns the z-scores of one signal in the order of the hits; a hit without it counts as 0 if lexical, else as the mean. */
    public static double[] standardized(Hits hits, Signal signal) {
        double absent = signal == Signal.LEXICAL ? 0 : mean(hits, signal);
        return Column.of(hits, signal, absent).standardized();
    }

    private static double mean(Hits hits, Signal signal) {
        return hits.list().stream()
                .flatMapToDouble(hit -> hit.signals().get(signal).stream())
                .filter(Double::isFinite)
                .average()
                .orElse(0);
    }
}
