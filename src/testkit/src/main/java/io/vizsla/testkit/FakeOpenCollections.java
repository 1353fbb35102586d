package io.vizsla.testkit;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Collections that a test opened itself. */
public final class FakeOpenCollections implements OpenCollections {

    private final Map<String, OpenCollection> open = new ConcurrentHashMap<>();

    /** Adds a collection in place of one of the same name, and returns this. */
    public FakeOpenCollections with(OpenCollection collection) {
        open.put(collection.spec().name(), collection);
        return this;
    }

    /** Removes a collection; does nothing if there is none. */
    public void remove(String name) {
        open.remove(name);
    }

    @Override
    public OpenCollection get(String name) {
        OpenCollection collection = open.get(name);
        if (collection == null) {
            throw VizslaException.of(ErrorCode.UNKNOWN_COLLECTION, "there is no collection " + name);
        }
        return collection;
    }
}
