package io.vizsla.trainer;

import io.vizsla.refresh.job.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the queries of a fold gave, by way of searching ({@code dense}, {@code hybrid}), group of queries ({@code unseen},
 * {@code seen}) and query id.
 *
 * @param vectors of the unseen queries by the model that was trained, by query id; null is read as none
 */
record FoldResult(Map<String, Map<String, Map<String, Difference>>> values, Map<String, float[]> vectors) {

    @SuppressWarnings("ConstantValue") // Files that were written before vectors were kept have none.
    FoldResult {
        vectors = vectors == null ? new TreeMap<>() : vectors;
    }

    static FoldResult empty() {
        return new FoldResult(new TreeMap<>(), new TreeMap<>());
    }

    void put(String name, String group, Map<String, Double> before, Map<String, Double> after) {
        Map<String, Difference> differences = of(name, group);
        after.forEach((query, value) -> differences.put(query, new Difference(before.getOrDefault(query, 0.0), value)));
    }

    Map<String, Difference> of(String name, String group) {
        return values.computeIfAbsent(name, any -> new TreeMap<>()).computeIfAbsent(group, any -> new TreeMap<>());
    }

    /** Joins folds. Each query is asked by one model that has not seen its documents; of several that have, one counts. */
    static FoldResult join(List<FoldResult> folds) {
        FoldResult all = empty();
        folds.forEach(fold -> fold.values()
                .forEach((name, groups) ->
                        groups.forEach((group, own) -> all.of(name, group).putAll(own))));
        folds.forEach(fold -> all.vectors().putAll(fold.vectors()));
        return all;
    }

    List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        values.forEach((name, groups) -> groups.forEach((group, differences) -> {
            if (!differences.isEmpty()) {
                comparisons.add(Measurement.compare(name, group, side(differences, true), side(differences, false)));
            }
        }));
        return comparisons;
    }

    private static Map<String, Double> side(Map<String, Difference> differences, boolean isBefore) {
        Map<String, Double> side = new HashMap<>();
        differences.forEach((query, one) -> side.put(query, isBefore ? one.before() : one.after()));
        return side;
    }
}
