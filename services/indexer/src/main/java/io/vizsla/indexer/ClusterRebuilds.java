package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds where several processes write indexes: asked for at any process, carried out by one of the indexers, told of by
 * {@code vizsla.registry}.
 */
public final class ClusterRebuilds implements CollectionRebuilds, AutoCloseable {

    private final RebuildControl control;
    private final @Nullable RebuildLeaderParts parts;
    private final Consumer<CollectionSpec> offer;
    private @Nullable RebuildLeader leader;

    private ClusterRebuilds(
            RebuildControl control, @Nullable RebuildLeaderParts parts, Consumer<CollectionSpec> offer) {
        this.control = control;
        this.parts = parts;
        this.offer = offer;
    }

    /**
     * Makes rebuilds that other processes carry out.
     *
     * @param offer gives them the models of a collection; called before they are told of it
     */
    public static ClusterRebuilds elsewhere(RebuildControl control, Consumer<CollectionSpec> offer) {
        return new ClusterRebuilds(control, null, offer);
    }

    /**
     * Makes rebuilds that this process may be chosen to carry out, from {@link #start} on.
     *
     * @param offer gives other processes the models of a collection; called before they are told of it
     */
    public static ClusterRebuilds here(RebuildLeaderParts parts, Consumer<CollectionSpec> offer) {
        return new ClusterRebuilds(parts.control(), parts, offer);
    }

    @Override
    public synchronized void start(Exclusively changes) {
        if (parts != null) {
            leader = RebuildLeader.start(parts, changes);
        }
    }

    @Override
    public RebuildProgress begin(CollectionSpec served, CollectionSpec wanted) {
        offer.accept(wanted);
        return control.begin(served.name(), (now, before) -> {
                    refuseChanged(served, now);
                    refuseRunning(before, now);
                    int generation = now.generation();
                    if (before != null) {
                        generation = Math.max(generation, before.highestGeneration());
                    }
                    return Optional.of(Rebuild.anew(now, wanted.withGeneration(generation + 1)));
                })
                .map(ClusterRebuilds::begun)
                .orElseThrow();
    }

    @Override
    public Optional<RebuildProgress> back(CollectionSpec served) {
        return control.begin(served.name(), (now, before) -> {
                    refuseChanged(served, now);
                    refuseRunning(before, now);
                    if (before == null || (!before.isOver(now) && !before.isWayBack())) {
                        return Optional.empty();
                    }
                    // One that failed may be tried again: the index is still there.
                    return Optional.of(before.isOver(now) ? Rebuild.back(now, before.from()) : before);
                })
                .map(ClusterRebuilds::begun);
    }

    @Override
    public Optional<RebuildProgress> find(String collection) {
        return control.find(collection).map(this::progress);
    }

    @Override
    public boolean end(String collection) {
        return control.end(collection);
    }

    @Override
    public synchronized void close() {
        RebuildLeader started = leader;
        leader = null;
        if (started != null) {
            started.close();
        }
    }

    private RebuildProgress progress(Rebuild rebuild) {
        boolean isOver =
                control.served(rebuild.collection()).filter(rebuild::isOver).isPresent();
        RebuildProgress told = control.standing(rebuild).orElseGet(() -> begun(rebuild));
        return isOver && told.state() != RebuildProgress.State.DONE
                ? new RebuildProgress(
                        rebuild, RebuildProgress.State.DONE, 0, told.documents(), told.failed(), null, told.since())
                : told;
    }

    private static RebuildProgress begun(Rebuild rebuild) {
        return new RebuildProgress(rebuild, RebuildProgress.State.BUILDING, -1, -1, -1, null, Instant.now());
    }

    /** Another process has changed how the documents are indexed since this one looked. */
    private static void refuseChanged(CollectionSpec seen, CollectionSpec now) {
        if (!now.indexesLike(seen)) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "collection",
                    seen.name(),
                    "one that has not been changed elsewhere meanwhile; try again");
        }
    }

    private void refuseRunning(@Nullable Rebuild before, CollectionSpec served) {
        boolean isRunning =
                before != null && !before.isOver(served) && progress(before).state() != RebuildProgress.State.FAILED;
        if (isRunning) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "collection",
                    served.name(),
                    "a collection without a rebuild under way; end that first");
        }
    }
}
