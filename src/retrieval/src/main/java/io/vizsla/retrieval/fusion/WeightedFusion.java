package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.QueryContext;

/**
 * What the fusions by a weighted sum share: each signal is put on a common scale, then they are summed as
 * {@code (1 - w) dense + w lexical}. They differ in the scale.
 */
abstract class WeightedFusion extends UnionFusion {

    private final String method;
    private final LexicalWeight lexicalWeight;

    /**
     * Creates a fusion.
     *
     * @param method the name that the explanation shows
     * @param lexicalWeight the rule that w comes from
     */
    WeightedFusion(String method, LexicalWeight lexicalWeight) {
        this.method = method;
        this.lexicalWeight = lexicalWeight;
    }

    @Override
    final Hits fuse(Hits union, QueryContext context) {
        double lexical = lexicalWeight.of(context);
        context.note("fuse", "method", method);
        context.note("fuse", "lexicalWeight", lexical);
        return WeightedSum.order(union, SignalWeights.of(lexical).asMap(), this::scaled);
    }

    /** Returns one signal on the common scale, in the order of the hits. */
    abstract double[] scaled(Hits hits, Signal signal);
}
