package io.vizsla.api.passage;

import java.util.Map;

/**
 * How common the words of a query are in an index.
 *
 * @param chunks how many chunks the index holds (N)
 * @param documentFrequency analysed term to the number of chunks that hold it; a term that none holds stands with 0
 */
public record TermStatistics(long chunks, Map<String, Long> documentFrequency) {

    public TermStatistics {
        documentFrequency = Map.copyOf(documentFrequency);
    }
}
