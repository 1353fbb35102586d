package io.vizsla.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Judged relevance: for each query the grade of every document that somebody looked at. A grade of 1 or more means
 * relevant, 0 means looked at and not relevant. Immutable; queries keep the order in which they were given.
 */
public final class Qrels {

    private final Map<String, Map<String, Integer>> grades;

    private Qrels(Map<String, Map<String, Integer>> grades) {
        this.grades = grades;
    }

    /** Returns judgements of these grades, query id to document id to grade. */
    public static Qrels of(Map<String, ? extends Map<String, Integer>> grades) {
        Map<String, Map<String, Integer>> copy = new LinkedHashMap<>();
        grades.forEach((query, judged) -> copy.put(query, Collections.unmodifiableMap(new LinkedHashMap<>(judged))));
        return new Qrels(Collections.unmodifiableMap(copy));
    }

    /** Returns the ids of the judged queries. */
    public Set<String> queries() {
        return grades.keySet();
    }

    /** Returns the judged documents of a query and their grades; empty if it was not judged. */
    public Map<String, Integer> of(String query) {
        return grades.getOrDefault(query, Map.of());
    }

    /** Returns the documents that are relevant to a query, in the order in which they were given. */
    public Set<String> relevant(String query) {
        Set<String> relevant = new LinkedHashSet<>();
        of(query).forEach((document, grade) -> {
            if (grade > 0) {
                relevant.add(document);
            }
        });
        return relevant;
    }

    /** Returns how many judgements there are. */
    public long size() {
        return grades.values().stream().mapToLong(Map::size).sum();
    }
}
