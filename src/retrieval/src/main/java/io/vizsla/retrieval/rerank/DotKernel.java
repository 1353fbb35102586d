package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.TokenVectors;

/** Inner products of the tokens of a query with those of passages. Safe for any number of threads. */
interface DotKernel {

    /** Prepares what one query needs, for one thread. */
    BestDots against(TokenVectors query);

    /** Returns the fastest kernel that this JVM runs. */
    static DotKernel fastest() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorDotKernel() : new ScalarDotKernel();
    }

    /** The best products of one query's tokens. For one thread: it reuses its memory. */
    interface BestDots {

        /**
         * Returns for each token of the query the largest {@code scales[j] * dot(its codes, row j of the passage)}; the
         * token's own scale is left out.
         *
         * @param passage at least one token, of the query's dimension
         * @return at least as long as the query has tokens; good until the next call
         */
        float[] in(TokenVectors passage);
    }
}
