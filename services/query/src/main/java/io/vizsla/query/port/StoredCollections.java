package io.vizsla.query.port;

/** What the management of collections needs of their stored indexes. Safe for any number of threads. */
public interface StoredCollections {

    /**
     * Closes a collection's index, removes its data and runs the change, while nobody can open the collection. Does not
     * mind if there is no index.
     */
    void dropAnd(String collection, Runnable change);
}
