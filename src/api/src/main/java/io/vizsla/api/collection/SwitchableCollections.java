package io.vizsla.api.collection;

import io.vizsla.api.error.VizslaException;
import java.util.Optional;

/** Collections that can go over to another index while they are searched. Safe for any number of threads. */
public interface SwitchableCollections extends OpenCollections {

    /**
     * Opens the index and the encoder of a collection as it is not served now, making the index if need be. The caller closes
     * the index unless {@link #switchTo} has taken it.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL}, {@code INVALID_MODEL}, {@code SPACE_MISMATCH}, {@code CORRUPT_INDEX}
     */
    OpenCollection openBeside(CollectionSpec spec);

    /**
     * Has a collection served by another open index from the next {@link #get} on. Whoever holds the collection goes on with
     * what it was, in one piece.
     *
     * @param next what {@link #openBeside} gave; its index belongs to this afterwards
     * @param served the collection as it is served then
     * @param change to the registry that makes it known; if it throws, nothing has changed
     * @return what served and belongs to the caller now: its index can still be searched, and has to be closed at some time.
     *     Empty if the collection was not open
     */
    Optional<OpenCollection> switchTo(OpenCollection next, CollectionSpec served, Runnable change);
}
