package io.vizsla.testkit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The oracle of nearest-neighbor search: compares with every vector, in double precision. */
public final class ExactSearch {

    private ExactSearch() {}

    /**
     * A candidate and its cosine.
     *
     * @param item whatever the vector belongs to
     */
    public record Scored<T>(T item, double cosine) {}

    /** Returns the {@code k} items of the highest cosine to the query, best first. */
    public static <T> List<Scored<T>> top(
            Collection<T> items, Function<? super T, float[]> vector, float[] query, int k) {
        return items.stream()
                .map(item -> new Scored<>(item, cosine(query, vector.apply(item))))
                .sorted(Comparator.comparingDouble((Scored<T> scored) -> -scored.cosine()))
                .limit(k)
                .toList();
    }

    /** Returns the cosine of two vectors of any length above 0. */
    public static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresA += (double) a[i] * a[i];
            squaresB += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(squaresA * squaresB);
    }

    /** Returns the share of the expected items that were found; 1 if none was expected. */
    public static <T> double recall(Collection<T> expected, Collection<T> found) {
        if (expected.isEmpty()) {
            return 1;
        }
        return (double) expected.stream().filter(found::contains).count() / expected.size();
    }
}
