package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;

/**
 * A document that a search returned.
 *
 * @param id the document's id
 * @param score what the list is ordered by, higher is better; a finite number
 */
public record ScoredDocument(String id, double score) {

    public ScoredDocument {
        if (!Double.isFinite(score)) {
            throw VizslaException.invalid("score", score, "a finite number");
        }
    }
}
