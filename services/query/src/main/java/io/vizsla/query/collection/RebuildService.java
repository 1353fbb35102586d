package io.vizsla.query.collection;

import io.quarkus.runtime.StartupEvent;
import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;

/** Has collections that hold documents indexed anew, by another model or in other pieces, while they serve. */
@Singleton
public class RebuildService {

    private final CollectionService collections;
    private final CollectionRebuilds rebuilds;

    /** Rebuilds by these parts. */
    public RebuildService(CollectionService collections, CollectionRebuilds rebuilds) {
        this.collections = collections;
        this.rebuilds = rebuilds;
    }

    /** Before whoever may begin a rebuild at the start. */
    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        rebuilds.start((_, change) -> collections.tryAlone(change));
    }

    /**
     * Begins to index a collection anew. A collection that holds no documents is changed at once.
     *
     * @return how the rebuild stands; empty if there was nothing to rebuild, and the collection is as it is to be
     * @throws VizslaException {@code UNKNOWN_COLLECTION}, {@code UNKNOWN_MODEL}, {@code INVALID_ARGUMENT}; {@code CONFLICT}
     *     if another rebuild of it is under way
     */
    public Optional<RebuildProgress> begin(String collection, CollectionChange change) {
        return collections.remake(collection, change, rebuilds::begin);
    }

    /**
     * Goes back to the index that served before the last rebuild.
     *
     * @return how that stands; empty if there is no way back
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code CONFLICT} if a rebuild is under way
     */
    public Optional<RebuildProgress> back(String collection) {
        return collections.alone(collection, rebuilds::back);
    }

    /**
     * Returns how the last rebuild of a collection stands.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code UNKNOWN_RESOURCE} if there was none
     */
    public RebuildProgress find(String collection) {
        return rebuilds.find(collections.get(collection).name()).orElseThrow(() -> none(collection));
    }

    /** Returns the rebuild that is under way; empty if there is none. */
    public Optional<RebuildProgress> underWay(String collection) {
        return rebuilds.find(collections.get(collection).name())
                .filter(last -> last.state() == RebuildProgress.State.BUILDING);
    }

    /**
     * Gives up a rebuild that is under way, or drops the older index of one that is over.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code UNKNOWN_RESOURCE} if there was none
     */
    public void end(String collection) {
        boolean ended = collections.alone(collection, spec -> rebuilds.end(spec.name()));
        if (!ended) {
            throw none(collection);
        }
    }

    /** Returns whether documents are being indexed anew by a model. */
    public boolean isBuilding(String collection, String model) {
        return underWay(collection)
                .filter(rebuild -> rebuild.rebuild().to().model().equals(model))
                .isPresent();
    }

    /**
     * Gives up the rebuild that is under way if it is by a model. One that is over by now is left alone, with its way back.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}
     */
    public void giveUp(String collection, String model) {
        collections.alone(collection, spec -> isBuilding(collection, model) && rebuilds.end(spec.name()));
    }

    private static VizslaException none(String collection) {
        return VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "The collection " + collection + " has not been rebuilt");
    }
}
