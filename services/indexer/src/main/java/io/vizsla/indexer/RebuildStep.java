package io.vizsla.indexer;

/** What a rebuild has just done, in this order; a test may stop it there. */
public enum RebuildStep {
    /** The new index holds what the log held a moment ago. */
    FILLED,
    /** Nothing is written to the old index, and the new one holds the whole log. */
    CAUGHT_UP,
    /** It is on disk from where on the old index would have to be filled, should it serve again. */
    NOTED,
    /** The new index serves. */
    SWITCHED
}
