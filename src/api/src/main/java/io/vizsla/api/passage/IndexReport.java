package io.vizsla.api.passage;

import java.util.List;

/**
 * What a check of an index found.
 *
 * @param chunks how many chunks were looked at
 * @param documents how many documents they belong to
 * @param problems a sentence each; empty when the index is sound
 */
public record IndexReport(long chunks, long documents, List<String> problems) {

    public IndexReport {
        problems = List.copyOf(problems);
    }

    /** Returns whether nothing is wrong. */
    public boolean sound() {
        return problems.isEmpty();
    }
}
