package io.vizsla.api.passage;

import io.vizsla.api.error.VizslaException;
import java.util.Set;

/** Makes, opens and drops indexes: one per store. */
public interface PassageIndexes {

    /**
     * Opens the index of this name, or makes it. The caller closes it and opens it once at a time.
     *
     * @throws VizslaException {@code SPACE_MISMATCH} if it was made with another space, dimension, token dimension,
     *     language or field type; {@code CORRUPT_INDEX} if it cannot be read
     */
    PassageIndex open(IndexSpec spec);

    /** Returns whether an index of this name exists. */
    boolean exists(String name);

    /** Returns the names of what there is in the store, also of what cannot be opened. */
    Set<String> names();

    /** Removes an index and its data; does nothing if there is none. It must not be open. */
    void drop(String name);
}
