package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.QueryContext;

/** Stretches each signal over the union to 0..1, then sums them: {@code (1 - w) dense + w lexical}. */
public final class MinMaxFusion extends UnionFusion {

    private final LexicalWeight lexicalWeight;

    /** Creates a fusion whose w comes from this rule. */
    public MinMaxFusion(LexicalWeight lexicalWeight) {
        this.lexicalWeight = lexicalWeight;
    }

    @Override
    Hits fuse(Hits union, QueryContext context) {
        double lexical = lexicalWeight.of(context);
        context.note("fuse", "method", "minmax");
        context.note("fuse", "lexicalWeight", lexical);
        return WeightedSum.order(union, SignalWeights.of(lexical).asMap(), MinMaxFusion::stretched);
    }

    private static double[] stretched(Hits hits, Signal signal) {
        return Column.of(hits, signal, 0).stretched();
    }
}
