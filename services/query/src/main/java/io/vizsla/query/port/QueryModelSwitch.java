package io.vizsla.query.port;

import io.vizsla.api.error.VizslaException;

/** Lets another model read a collection's queries. */
@FunctionalInterface
public interface QueryModelSwitch {

    /**
     * Switches; returns once every search uses the model.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}, {@code UNKNOWN_MODEL}, or {@code CONFLICT} if the model's queries do
     *     not lie in the collection's space
     */
    void use(String collection, String model);
}
