package io.vizsla.refresh.pairs;

import io.vizsla.refresh.data.RefreshQuery;
import java.util.List;
import java.util.Locale;

/** A way to make queries of passages. */
public interface PairSource {

    /** Returns what its pairs say that they come from. */
    RefreshQuery.Origin origin();

    /** Returns its name for people, such as {@code cloze}. */
    default String name() {
        return origin().name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes pairs, at most one of a passage and no two of equal words. Equal passages and seeds give equal pairs.
     *
     * @param texts what they are made of; passages that do not lend themselves to it are passed over
     * @param most how many are wanted
     * @param seed of which passages come first and what is drawn in them
     */
    List<Pair> of(PassageTexts texts, int most, long seed);
}
