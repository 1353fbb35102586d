package io.vizsla.api.collection;

import java.util.List;
import java.util.Optional;

/** The collections that exist. Safe for any number of threads. */
public interface CollectionRegistry {

    /** Returns a collection, empty if there is none of this name. */
    Optional<CollectionSpec> find(String name);

    /** Returns all collections in name order. */
    List<CollectionSpec> list();

    /** Creates or replaces a collection and returns once it is durable and {@link #find} sees it. */
    void put(CollectionSpec spec);

    /** Removes a collection, does nothing if there is none, and returns once {@link #find} no longer sees it. */
    void remove(String name);
}
