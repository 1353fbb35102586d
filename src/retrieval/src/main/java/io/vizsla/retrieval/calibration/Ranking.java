package io.vizsla.retrieval.calibration;

import java.util.Locale;

/** What the ordering score of a list was made of. Each kind has a scale of its own and so a calibration of its own. */
public enum Ranking {
    /** The cosine alone. */
    DENSE,
    /** BM25 alone. */
    LEXICAL,
    /** Dense and lexical, fused. */
    HYBRID,
    /** Dense, lexical and token similarity, fused. */
    TOKENS,
    /** The output of a cross-encoder. */
    RERANK;

    /** Returns the form that stands in the coefficients' files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
