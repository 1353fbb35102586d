package io.vizsla.query.rest;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexStats;
import io.vizsla.query.collection.ServedCollections;
import io.vizsla.query.rest.dto.CollectionDto;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/** Describes collections as they are now. */
@Singleton
public class CollectionViews {

    private final CollectionRegistry registry;
    private final ServedCollections open;
    private final DocumentStates states;

    /** Describes by these parts. */
    public CollectionViews(CollectionRegistry registry, ServedCollections open, DocumentStates states) {
        this.registry = registry;
        this.open = open;
        this.states = states;
    }

    /**
     * Describes collections, in name order.
     *
     * @param named says of a name whether it is wanted
     */
    public List<CollectionDto> describeAll(Predicate<String> named) {
        return registry.list().stream()
                .filter(spec -> named.test(spec.name()))
                .map(this::describe)
                .toList();
    }

    /** Describes a collection; one that cannot be opened says why. */
    public CollectionDto describe(CollectionSpec spec) {
        try {
            IndexStats stats = open.get(spec.name()).index().stats();
            return CollectionDto.of(spec, states.counts(spec.name()), stats, null);
        } catch (VizslaException closed) {
            return CollectionDto.of(spec, states.counts(spec.name()), new IndexStats(0, 0), closed.detail());
        }
    }

    /** Reads the whole index and returns what is wrong with it. */
    public IndexReport check(CollectionSpec spec) {
        return open.get(spec.name()).index().check();
    }
}
