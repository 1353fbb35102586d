package io.vizsla.api.collection;

import io.vizsla.api.error.VizslaException;
import java.util.Optional;

/**
 * Indexes collections anew from the log while they serve, and has them go over; one call goes back. Of each collection there
 * are two indexes at most: the one that serves, and one that is filled or that served before. Safe for any number of threads.
 */
public interface CollectionRebuilds {

    /** Keeps the changes of a collection apart from one another. */
    @FunctionalInterface
    interface Exclusively {

        /**
         * Runs a change of a collection while nobody else changes it.
         *
         * @return false if somebody else does just now, and nothing was run
         */
        boolean tryRun(String collection, Runnable change);
    }

    /** Removes what no collection needs any more and goes on with what an earlier process began. */
    void start(Exclusively changes);

    /**
     * Begins to index a collection anew. What an earlier rebuild left for its way back is dropped. To be called while nobody
     * else changes the collection.
     *
     * @param served the collection as it is
     * @param wanted as it is to be; its generation is not looked at
     * @return how it stands
     * @throws VizslaException {@code CONFLICT} if another rebuild of the collection is under way
     */
    RebuildProgress begin(CollectionSpec served, CollectionSpec wanted);

    /**
     * Goes back to the index that served before the last rebuild; what has come since is indexed there first. Once that is
     * over, a second call goes forth again. To be called while nobody else changes the collection.
     *
     * @return how it stands; empty if there is no way back
     * @throws VizslaException {@code CONFLICT} if a rebuild of the collection is under way
     */
    Optional<RebuildProgress> back(CollectionSpec served);

    /** Returns how the last rebuild of a collection stands; empty if there is none. */
    Optional<RebuildProgress> find(String collection);

    /**
     * Ends a collection's rebuild: one that is under way is given up, and of one that is over the older index is dropped, so
     * that there is no way back. Does nothing if there is none. To be called while nobody else changes the collection.
     *
     * @return whether there was one
     */
    boolean end(String collection);
}
