package io.vizsla.api.model;

import java.util.List;
import java.util.Optional;

/** The models that processes share, as the registry tells them. Safe for any number of threads. */
public interface SharedModels {

    /** Returns a model, empty if none of this name is shared. */
    Optional<SharedModel> find(String name);

    /** Returns all of them in name order. */
    List<SharedModel> list();

    /** Adds or replaces a model, whose files are artefacts already, and returns once it is durable and {@link #find} sees it. */
    void put(SharedModel model);
}
