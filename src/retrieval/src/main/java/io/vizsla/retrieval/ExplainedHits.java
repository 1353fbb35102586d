package io.vizsla.retrieval;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.retrieval.fusion.ZScoreFusion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hits as an explanation shows them: each with its signals and their z-scores. */
final class ExplainedHits {

    private static final int MOST = 50;
    private static final List<Signal> STANDARDIZED = List.of(Signal.DENSE, Signal.LEXICAL, Signal.TOKENS);

    private ExplainedHits() {}

    /**
     * Describes the best hits.
     *
     * @param depth how many of the first hits were looked at: over them the z-scores of the tokens are taken, over all
     *     those of the other signals
     */
    static List<Map<String, Object>> of(Hits hits, int depth) {
        Hits head = hits.top(depth);
        Map<Signal, double[]> standardized = new EnumMap<>(Signal.class);
        for (Signal signal : STANDARDIZED) {
            standardized.put(signal, ZScoreFusion.standardized(signal == Signal.TOKENS ? head : hits, signal));
        }
        List<Map<String, Object>> described = new ArrayList<>();
        for (Hit hit : head.top(MOST)) {
            described.add(described(hit, described.size(), standardized));
        }
        return described;
    }

    private static Map<String, Object> described(Hit hit, int at, Map<Signal, double[]> standardized) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("chunkId", hit.id().toString());
        one.put("score", hit.score());
        hit.signals().asMap().forEach((signal, value) -> {
            one.put(signal.id(), value);
            double[] column = standardized.get(signal);
            if (column != null) {
                one.put("z(" + signal.id() + ")", column[at]);
            }
        });
        return one;
    }
}
