package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;

/** Stretches each signal over the union to 0..1, then sums them: {@code (1 - w) dense + w lexical}. */
public final class MinMaxFusion extends WeightedFusion {

    /** Creates a fusion whose w comes from this rule. */
    public MinMaxFusion(LexicalWeight lexicalWeight) {
        super("minmax", lexicalWeight);
    }

    @Override
    double[] scaled(Hits hits, Signal signal) {
        return Column.of(hits, signal, 0).stretched();
    }
}
