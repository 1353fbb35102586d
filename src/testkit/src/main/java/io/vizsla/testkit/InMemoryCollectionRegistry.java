package io.vizsla.testkit;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A registry that forgets everything with the process. */
public final class InMemoryCollectionRegistry implements CollectionRegistry {

    private final ConcurrentSkipListMap<String, CollectionSpec> collections = new ConcurrentSkipListMap<>();

    @Override
    public Optional<CollectionSpec> find(String name) {
        return Optional.ofNullable(collections.get(name));
    }

    @Override
    public List<CollectionSpec> list() {
        return List.copyOf(collections.values());
    }

    @Override
    public void put(CollectionSpec spec) {
        collections.put(spec.name(), spec);
    }

    @Override
    public void remove(String name) {
        collections.remove(name);
    }
}
