package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One way to divide judged queries: some to learn from, others to ask. No document is relevant to queries of both.
 *
 * @param learned places of the queries to learn from, rising
 * @param asked places of the queries to ask, rising
 */
public record Fold(List<Integer> learned, List<Integer> asked) {

    /**
     * Divides groups of queries into folds of about equal numbers of queries; each query is asked in exactly one. Groups
     * stay whole, so that a large one makes its fold large.
     *
     * @param groups of queries that share documents
     * @param count of folds, at least 2
     * @param seed of the order among groups of one size
     * @return folds that ask at least one query; fewer than wanted if there are fewer groups, none if there is only one
     *     group, since then nothing can be asked that was not learned
     * @throws VizslaException {@code INVALID_ARGUMENT} if the count is too small
     */
    public static List<Fold> of(List<List<Integer>> groups, int count, long seed) {
        if (count < 2) {
            throw VizslaException.invalid("folds", String.valueOf(count), "at least 2");
        }
        if (groups.size() < 2) {
            return List.of();
        }
        List<List<Integer>> order = new ArrayList<>(groups);
        Collections.shuffle(order, new Random(seed));
        order.sort(Comparator.<List<Integer>>comparingInt(List::size).reversed());
        List<List<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(count, groups.size()); i++) {
            parts.add(new ArrayList<>());
        }
        for (List<Integer> group : order) {
            Collections.min(parts, Comparator.comparingInt(List::size)).addAll(group);
        }
        return parts.stream().map(part -> of(groups, part)).toList();
    }

    private static Fold of(List<List<Integer>> groups, List<Integer> part) {
        Set<Integer> asked = new HashSet<>(part);
        List<Integer> learned = groups.stream()
                .flatMap(List::stream)
                .filter(query -> !asked.contains(query))
                .sorted()
                .toList();
        return new Fold(learned, part.stream().sorted().toList());
    }
}
