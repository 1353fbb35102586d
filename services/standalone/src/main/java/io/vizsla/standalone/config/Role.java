package io.vizsla.standalone.config;

/** What a process does of what Vizsla does. Every one of them answers REST. */
public enum Role {
    /** Everything: one process is enough. */
    ALL,
    /** Follows the log and writes the indexes, together with others of its role; the log's partitions are divided. */
    INDEXER,
    /** Searches and takes documents onto the log; leaves writing the indexes to others. */
    QUERY;

    /** Returns whether the process follows the log and writes the indexes. */
    public boolean writesIndexes() {
        return this != QUERY;
    }
}
