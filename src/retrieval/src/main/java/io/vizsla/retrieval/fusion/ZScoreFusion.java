package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import java.util.Map;

/**
 * Standardizes each signal over the whole union, then sums them: {@code (1 - w) z(dense) + w z(lexical)}. Every
 * candidate counts with every signal; a signal that does not differ between the candidates adds 0 to each.
 */
public final class ZScoreFusion extends WeightedFusion {

    /** Creates a fusion whose w comes from this rule. */
    public ZScoreFusion(LexicalWeight lexicalWeight) {
        super("z", lexicalWeight);
    }

    @Override
    double[] scaled(Hits hits, Signal signal) {
        return standardized(hits, signal);
    }

    /**
     * Returns the first candidates ordered by three signals. The dense and the lexical one are standardized over the
     * whole union, so that cutting the list does not change what a difference is worth; the tokens over the first ones,
     * which alone have that signal.
     *
     * @param union all candidates, the first of them with {@link Signal#TOKENS}
     * @param depth how many first ones
     */
    public static Hits orderHead(Hits union, int depth, SignalWeights weights) {
        Hits head = union.top(depth);
        double[] sums = WeightedSum.of(
                union,
                Map.of(Signal.DENSE, weights.dense(), Signal.LEXICAL, weights.lexical()),
                ZScoreFusion::standardized);
        double[] tokens = standardized(head, Signal.TOKENS);
        for (int i = 0; i < tokens.length; i++) {
            sums[i] += weights.tokens() * tokens[i];
        }
        return WeightedSum.order(head, sums);
    }

    /**
     * Returns the z-scores of one signal in the order of the hits; a hit without it counts as 0 if lexical, else as the
     * mean.
     */
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
