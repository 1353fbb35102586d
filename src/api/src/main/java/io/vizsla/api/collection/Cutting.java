package io.vizsla.api.collection;

import io.vizsla.api.error.VizslaException;

/**
 * How documents are cut into chunks.
 *
 * @param maxTokens the most tokens of a chunk with its context, 16 to 8,192; never more than the model reads
 * @param overlap tokens that a chunk repeats of the one before it, 0 to half of {@code maxTokens}
 */
public record Cutting(int maxTokens, int overlap) {

    public Cutting {
        if (maxTokens < 16 || maxTokens > 8192) {
            throw VizslaException.invalid("cutting.maxTokens", maxTokens, "between 16 and 8192");
        }
        if (overlap < 0 || overlap > maxTokens / 2) {
            throw VizslaException.invalid("cutting.overlap", overlap, "between 0 and " + maxTokens / 2);
        }
    }
}
