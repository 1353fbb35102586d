package io.vizsla.api.collection;

import java.util.List;
import java.util.Optional;

/** The rebuilds that are under way, and of each collection the last one that is over. Safe for any number of threads. */
public interface RebuildRegistry {

    /** Returns the rebuild of a collection, empty if there is none. */
    Optional<Rebuild> find(String collection);

    /** Returns all rebuilds in name order of their collections. */
    List<Rebuild> list();

    /** Begins a rebuild, in place of one that was, and returns once it is durable and {@link #find} sees it. */
    void put(Rebuild rebuild);

    /** Forgets a collection's rebuild, does nothing if there is none, and returns once {@link #find} no longer sees it. */
    void remove(String collection);
}
