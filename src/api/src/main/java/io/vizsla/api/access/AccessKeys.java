package io.vizsla.api.access;

import java.util.List;
import java.util.Optional;

/** The keys of the REST API. Safe for any number of threads. */
public interface AccessKeys {

    /** Returns a key, empty if there is none of this id. */
    Optional<AccessKey> find(String id);

    /** Returns all keys in the order of their ids. */
    List<AccessKey> list();

    /** Adds or replaces a key and returns once it is durable and {@link #find} sees it. */
    void put(AccessKey key);

    /** Removes a key, does nothing if there is none, and returns once {@link #find} no longer sees it. */
    void remove(String id);
}
