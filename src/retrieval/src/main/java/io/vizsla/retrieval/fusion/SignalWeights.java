package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Signal;
import java.util.LinkedHashMap;
import java.util.Map;

/** The share that each signal has in a fused score. The shares add up to 1. */
public record SignalWeights(double dense, double tokens, double lexical) {

    /** Returns the shares of two signals. */
    public static SignalWeights of(double lexical) {
        return new SignalWeights(1 - lexical, 0, lexical);
    }

    /**
     * Returns the shares of three signals.
     *
     * @param tokenShare the part of what the words leave over that goes to the token vectors, 0..1
     */
    public static SignalWeights of(double lexical, double tokenShare) {
        double meaning = 1 - lexical;
        return new SignalWeights(meaning * (1 - tokenShare), meaning * tokenShare, lexical);
    }

    /** Returns the share of each signal that has one. */
    public Map<Signal, Double> asMap() {
        Map<Signal, Double> map = new LinkedHashMap<>();
        map.put(Signal.DENSE, dense);
        map.put(Signal.LEXICAL, lexical);
        if (tokens > 0) {
            map.put(Signal.TOKENS, tokens);
        }
        return map;
    }
}
