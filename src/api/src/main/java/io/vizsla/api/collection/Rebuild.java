package io.vizsla.api.collection;

import io.vizsla.api.error.VizslaException;

/**
 * That a collection's documents are indexed anew from the log, while the index that there is serves. What has come of it shows
 * in the collection itself: it is served by one of the two.
 *
 * @param from the collection as it was served when this began
 * @param to the collection as it is to be served
 * @param isWayBack whether that index served before and holds what there was then
 */
public record Rebuild(CollectionSpec from, CollectionSpec to, boolean isWayBack) {

    public Rebuild {
        if (!from.name().equals(to.name()) || from.generation() == to.generation()) {
            throw VizslaException.invalid(
                    "to",
                    to.indexName(),
                    "another generation of the collection " + from.name() + " than " + from.generation());
        }
    }

    /** Returns the collection's name. */
    public String collection() {
        return from.name();
    }

    /** Returns the higher one of the two generations: a new index has one above it. */
    public int highestGeneration() {
        return Math.max(from.generation(), to.generation());
    }

    /** Returns a rebuild into an index that is new. */
    public static Rebuild anew(CollectionSpec from, CollectionSpec to) {
        return new Rebuild(from, to, false);
    }

    /** Returns the way back to an index that served before. */
    public static Rebuild back(CollectionSpec from, CollectionSpec to) {
        return new Rebuild(from, to, true);
    }

    /** Returns whether the collection, as it is served now, has gone over. */
    public boolean isOver(CollectionSpec served) {
        return served.generation() == to.generation();
    }
}
