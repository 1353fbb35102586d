package io.vizsla.evaluation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The part of a corpus that still tells good systems from bad ones: every judged document, and those that several systems
 * take for relevant. {@link CorpusSampler} makes it, {@link BeirSubset} writes it out.
 *
 * @param documents ids of what stays, in the order of the corpus
 * @param of how many documents the corpus holds
 * @param judged how many of the documents are judged for a query; the others are hard negatives
 * @param misleading how many misleading documents of each system and query stay for certain
 * @param others how many hard negatives of each that mislead nobody stay for certain; 0 unless all misleading ones stay
 * @param drawn how many more were drawn from those at the next rank; 0 where no draw was needed
 * @param drawnOf among how many they were drawn
 * @param options share and seed
 */
public record CorpusSample(
        SequencedSet<String> documents,
        int of,
        int judged,
        int misleading,
        int others,
        int drawn,
        int drawnOf,
        SampleOptions options) {

    public CorpusSample {
        documents = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(documents));
    }

    /** Returns how many documents stay because systems take them for relevant. */
    public int negatives() {
        return documents.size() - judged;
    }

    /** Returns the share of the documents that stays, 0 to 1. */
    public double share() {
        return of == 0 ? 0 : (double) documents.size() / of;
    }

    /** Returns the ids of a corpus of which only these stay, in its order. */
    static SequencedSet<String> inOrder(SequencedSet<String> corpus, Set<String> kept) {
        SequencedSet<String> documents = new LinkedHashSet<>(corpus);
        documents.retainAll(kept);
        return documents;
    }
}
