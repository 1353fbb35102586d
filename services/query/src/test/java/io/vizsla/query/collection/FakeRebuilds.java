package io.vizsla.query.collection;

import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rebuilds that nobody carries out. */
final class FakeRebuilds implements CollectionRebuilds {

    private final Map<String, RebuildProgress> begun = new HashMap<>();

    @Override
    public void start(Exclusively changes) {
        // Nothing is carried out.
    }

    @Override
    public RebuildProgress begin(CollectionSpec served, CollectionSpec wanted) {
        if (begun.containsKey(served.name())) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT, "collection", served.name(), "one that is not being rebuilt");
        }
        return keep(Rebuild.anew(served, wanted.withGeneration(served.generation() + 1)));
    }

    @Override
    public Optional<RebuildProgress> back(CollectionSpec served) {
        return find(served.name())
                .map(progress -> keep(Rebuild.back(served, progress.rebuild().from())));
    }

    @Override
    public Optional<RebuildProgress> find(String collection) {
        return Optional.ofNullable(begun.get(collection));
    }

    @Override
    public boolean end(String collection) {
        return begun.remove(collection) != null;
    }

    /** Lets the one that was begun be over. */
    void finish(String collection) {
        RebuildProgress running = begun.get(collection);
        begun.put(
                collection,
                new RebuildProgress(running.rebuild(), RebuildProgress.State.DONE, 1, 1, 0, null, Instant.EPOCH));
    }

    private RebuildProgress keep(Rebuild rebuild) {
        RebuildProgress progress =
                new RebuildProgress(rebuild, RebuildProgress.State.BUILDING, 1, 0, 0, null, Instant.EPOCH);
        begun.put(rebuild.collection(), progress);
        return progress;
    }
}
