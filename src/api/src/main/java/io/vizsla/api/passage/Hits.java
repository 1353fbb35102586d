package io.vizsla.api.passage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Hits in order, best first.
 *
 * @param list ranks count from 1 without gaps
 */
public record Hits(List<Hit> list) implements Iterable<Hit> {

    /** Nothing found. */
    public static final Hits EMPTY = new Hits(List.of());

    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score)
            .reversed()
            .thenComparing(hit -> hit.id().document().key())
            .thenComparingInt(hit -> hit.id().ordinal());

    public Hits {
        list = List.copyOf(list);
    }

    /** Returns the hits sorted by score, best first, equal scores by id, and ranked. */
    public static Hits ranked(List<Hit> unordered) {
        List<Hit> sorted = new ArrayList<>(unordered);
        sorted.sort(BEST_FIRST);
        return inOrder(sorted);
    }

    /** Returns the hits in the order given, ranked. */
    public static Hits inOrder(List<Hit> ordered) {
        List<Hit> ranked = new ArrayList<>(ordered.size());
        for (Hit hit : ordered) {
            ranked.add(hit.withRank(ranked.size() + 1));
        }
        return new Hits(ranked);
    }

    /** Returns the first {@code k}, or all if there are fewer. */
    public Hits top(int k) {
        return k >= list.size() ? this : new Hits(list.subList(0, k));
    }

    /** Returns how many there are. */
    public int size() {
        return list.size();
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    @Override
    public Iterator<Hit> iterator() {
        return list.iterator();
    }
}
