package io.vizsla.benchmarks.simulation;

/** Two steps of the ingest in the wrong order: mistakes that the simulation must find, or it would find none. */
public enum Flip {
    /** As it should be. */
    NONE,
    /** The transaction is committed before the index is flushed. */
    COMMIT_BEFORE_FLUSH,
    /** The view takes the new states before the transaction is committed. */
    STATES_BEFORE_COMMIT
}
