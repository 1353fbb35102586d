package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.VizslaException;

/**
 * Late interaction over quantized token vectors (ColBERT, arXiv 2004.12832): the mean over the query's tokens of the
 * best cosine to a token of the passage. The mean instead of the sum keeps queries of any length on one scale.
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

    /**
     * Returns the similarity, about -1..1; 0 if either side has no tokens.
     *
     * @throws VizslaException {@code SPACE_MISMATCH} if the two differ in dimension
     */
    public double score(TokenVectors query, TokenVectors passage) {
        if (query.count() == 0 || passage.count() == 0) {
            return 0;
        }
        checkDimensions(query, passage);
        double sum = 0;
        for (int token = 0; token < query.count(); token++) {
            int at = token * query.dimension();
            float best = kernel.best(query.codes(), at, passage.codes(), passage.scales(), query.dimension());
            sum += best * query.scales()[token];
        }
        return sum / query.count();
    }

    private static void checkDimensions(TokenVectors query, TokenVectors passage) {
        if (query.dimension() != passage.dimension()) {
            throw VizslaException.field(
                    io.vizsla.api.error.ErrorCode.SPACE_MISMATCH,
                    "tokens.dimension",
                    query.dimension(),
                    "the index's " + passage.dimension());
        }
    }
}
