package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/** Scores passages against one query, see {@link MaxSim}. For one thread: it reuses its memory. */
public final class TokenScorer {

    private final TokenVectors query;
    private final DotKernel.BestDots dots;

    TokenScorer(TokenVectors query, DotKernel kernel) {
        this.query = query;
        this.dots = kernel.against(query);
    }

    /**
     * Returns the similarity, about -1..1; 0 if either side has no tokens.
     *
     * @throws VizslaException {@code SPACE_MISMATCH} if the passage's dimension is not the query's
     */
    public double score(TokenVectors passage) {
        if (query.count() == 0 || passage.count() == 0) {
            return 0;
        }
        checkDimension(passage);
        return mean(dots.in(passage));
    }

    private double mean(float[] best) {
        double sum = 0;
        for (int token = 0; token < query.count(); token++) {
            sum += best[token] * query.scales()[token];
        }
        return sum / query.count();
    }

    private void checkDimension(TokenVectors passage) {
        if (query.dimension() != passage.dimension()) {
            throw VizslaException.field(
                    ErrorCode.SPACE_MISMATCH,
                    "tokens.dimension",
                    query.dimension(),
                    "the index's " + passage.dimension());
        }
    }
}
