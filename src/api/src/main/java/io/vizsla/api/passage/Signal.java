package io.vizsla.api.passage;

import java.util.Locale;

/** The kinds of evidence that a hit can carry. Higher is closer for every one of them. */
public enum Signal {
    /** Cosine of the query's and the chunk's vector, -1..1. */
    DENSE,
    /** BM25 of the query's words, 0 and up; 0 when no word matches. */
    LEXICAL,
    /** Mean over the query's tokens of the best cosine to a token of the chunk, -1..1 (late interaction, MaxSim). */
    TOKENS,
    /** What the fusion made of the others; comparable inside one query only. */
    FUSED,
    /** The cross-encoder's raw output. */
    RERANK;

    /** Returns the form that stands in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
