package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.VizslaException;

/**
 * Late interaction over quantized token vectors (ColBERT, arXiv 2004.12832): the mean over the query's tokens of the
 * best cosine to a token of the passage. The mean instead of the sum keeps queries of any length on one scale. Safe for
 * any number of threads.
 */
public final class MaxSim {

    private final DotKernel kernel;

    /** Creates a scorer on the fastest kernel of this JVM. */
    public MaxSim() {
        this(DotKernel.fastest());
    }

    MaxSim(DotKernel kernel) {
        this.kernel = kernel;
    }

    /** Prepares the scoring of many passages against one query. */
    public TokenScorer against(TokenVectors query) {
        return new TokenScorer(query, kernel);
    }

    /**
     * Returns the similarity to one passage; {@link #against} is faster for many.
     *
     * @throws VizslaException as {@link TokenScorer#score}
     */
    public double score(TokenVectors query, TokenVectors passage) {
        return against(query).score(passage);
    }
}
