package io.vizsla.training.mining;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What mining made of a query's ranking.
 *
 * @param negatives hard ones, hardest first, then random ones
 * @param suspected passages that may be relevant, and must be no negatives for this query
 * @param counts candidates by rule; every candidate is counted once, and random ones beside
 */
public record Mined(List<Integer> negatives, Set<Integer> suspected, Map<Rule, Integer> counts) {

    public Mined {
        negatives = List.copyOf(negatives);
        suspected = Set.copyOf(suspected);
        counts = Map.copyOf(counts);
    }

    /** Returns the sum of what several queries' rules counted, every rule named. */
    public static Map<Rule, Long> total(List<Mined> all) {
        Map<Rule, Long> total = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            total.put(
                    rule,
                    all.stream()
                            .mapToLong(mined -> mined.counts().getOrDefault(rule, 0))
                            .sum());
        }
        return total;
    }
}
