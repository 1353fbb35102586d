package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rebuilds by threads of this process, which follow the log beside its indexing loop. */
public final class IndexRebuilds implements CollectionRebuilds, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(IndexRebuilds.class.getName());

    private final RebuildParts parts;
    private final Retired retired = new Retired();
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<String, RebuildRun> runs = new HashMap<>();
    /** What {@link #follow} saw last, by collection. */
    private final Map<String, Rebuild> seen = new HashMap<>();

    private @Nullable Exclusively exclusively;

    /** Makes rebuilds of these parts; nothing runs before {@link #start}. */
    public IndexRebuilds(RebuildParts parts) {
        this.parts = parts;
    }

    @Override
    public synchronized void start(Exclusively changes) {
        exclusively = changes;
        sweep();
        for (Rebuild rebuild : parts.rebuilds().list()) {
            CollectionSpec served = parts.registry().find(rebuild.collection()).orElse(null);
            if (served == null) {
                parts.rebuilds().remove(rebuild.collection());
            } else if (!rebuild.isOver(served)) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "Going on with the index {0}",
                        rebuild.to().indexName());
                run(rebuild, changes);
            }
            seen.put(rebuild.collection(), rebuild);
        }
    }

    /**
     * Takes up what other processes have begun and ended since, where they tell it by the registry.
     *
     * @param again whether one that failed is to be tried again
     */
    synchronized void follow(Predicate<Rebuild> again) {
        Map<String, Rebuild> told =
                parts.rebuilds().list().stream().collect(Collectors.toMap(Rebuild::collection, rebuild -> rebuild));
        for (Rebuild before : List.copyOf(seen.values())) {
            Rebuild next = told.get(before.collection());
            if (!before.equals(next) && tryForget(before, next)) {
                seen.remove(before.collection());
            }
        }
        told.values().forEach(rebuild -> {
            if (!rebuild.equals(seen.getOrDefault(rebuild.collection(), rebuild))) {
                // What came before it is still to be forgotten.
                return;
            }
            seen.put(rebuild.collection(), rebuild);
            parts.registry()
                    .find(rebuild.collection())
                    .ifPresentOrElse(served -> takeUp(rebuild, served, again), () -> parts.rebuilds()
                            .remove(rebuild.collection()));
        });
    }

    /**
     * Returns how those stand that were carried out here.
     *
     * @param isForAll whether the log is asked how far those are that are under way; else they are left out
     */
    synchronized List<RebuildProgress> progress(boolean isForAll) {
        return runs.values().stream()
                .filter(run -> isForAll || run.state() != RebuildProgress.State.BUILDING)
                .map(RebuildRun::progress)
                .toList();
    }

    private void takeUp(Rebuild rebuild, CollectionSpec served, Predicate<Rebuild> again) {
        RebuildRun run = runs.get(rebuild.collection());
        boolean isToRun = run == null || (run.state() == RebuildProgress.State.FAILED && again.test(rebuild));
        if (isToRun && !rebuild.isOver(served)) {
            run(rebuild, changes());
        }
    }

    @Override
    public synchronized RebuildProgress begin(CollectionSpec served, CollectionSpec wanted) {
        Rebuild before = parts.rebuilds().find(served.name()).orElse(null);
        refuseRunning(before, served);
        int generation = served.generation();
        if (before != null) {
            generation = Math.max(generation, before.highestGeneration());
            forget(before, null);
        }
        return begin(Rebuild.anew(served, wanted.withGeneration(generation + 1)));
    }

    @Override
    public synchronized Optional<RebuildProgress> back(CollectionSpec served) {
        Rebuild before = parts.rebuilds().find(served.name()).orElse(null);
        refuseRunning(before, served);
        if (before != null && !before.isOver(served) && before.isWayBack()) {
            // It failed, and may be tried again: the index is still there.
            return Optional.of(begin(before));
        }
        if (before == null || !before.isOver(served)) {
            return Optional.empty();
        }
        return Optional.of(begin(Rebuild.back(served, before.from())));
    }

    @Override
    public Optional<RebuildProgress> find(String collection) {
        RebuildRun run = running(collection);
        return run != null
                ? Optional.of(run.progress())
                : parts.rebuilds().find(collection).map(IndexRebuilds::over);
    }

    @Override
    public synchronized boolean end(String collection) {
        Rebuild rebuild = parts.rebuilds().find(collection).orElse(null);
        if (rebuild == null) {
            return false;
        }
        forget(rebuild, null);
        parts.rebuilds().remove(collection);
        return true;
    }

    @Override
    public synchronized void close() {
        runs.values().forEach(RebuildRun::close);
        runs.clear();
        retired.close();
    }

    private synchronized @Nullable RebuildRun running(String collection) {
        return runs.get(collection);
    }

    private RebuildProgress begin(Rebuild rebuild) {
        Exclusively changes = changes();
        parts.rebuilds().put(rebuild);
        return run(rebuild, changes).progress();
    }

    private Exclusively changes() {
        Exclusively changes = exclusively;
        if (changes == null) {
            throw VizslaException.of(ErrorCode.NOT_READY, "Rebuilds have not been started yet");
        }
        return changes;
    }

    private RebuildRun run(Rebuild rebuild, Exclusively changes) {
        RebuildRun run = new RebuildRun(parts, rebuild, changes, retired, turn);
        RebuildRun former = runs.put(rebuild.collection(), run);
        if (former != null) {
            former.close();
        }
        run.start();
        return run;
    }

    private void refuseRunning(@Nullable Rebuild rebuild, CollectionSpec served) {
        RebuildRun run = runs.get(served.name());
        boolean isFailed = run != null && run.state() == RebuildProgress.State.FAILED;
        if (rebuild != null && !rebuild.isOver(served) && !isFailed) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "collection",
                    served.name(),
                    "a collection without a rebuild under way; end that first");
        }
    }

    /** A store that does not answer for one index must not cost the rebuilds of others; it is asked again. */
    private boolean tryForget(Rebuild rebuild, @Nullable Rebuild next) {
        try {
            forget(rebuild, next);
            return true;
        } catch (VizslaException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What is left of the rebuild of {0} stays for now: {1}",
                    rebuild.collection(),
                    failed.detail());
            return false;
        }
    }

    /**
     * Drops the index of the two that does not serve, which shows only when nobody is about to switch.
     *
     * @param next what comes in its place and may need that index
     */
    private void forget(Rebuild rebuild, @Nullable Rebuild next) {
        RebuildRun run = runs.remove(rebuild.collection());
        if (run != null) {
            run.close();
        }
        CollectionSpec served = parts.registry().find(rebuild.collection()).orElse(null);
        for (CollectionSpec one : List.of(rebuild.from(), rebuild.to())) {
            boolean isNeeded = isOf(served, one) || (next != null && (isOf(next.from(), one) || isOf(next.to(), one)));
            if (!isNeeded) {
                retired.take(one).ifPresent(collection -> collection.index().close());
                parts.indexes().drop(one.indexName());
                StatusStore.delete(parts.states(one.indexName()));
            }
        }
    }

    private static boolean isOf(@Nullable CollectionSpec spec, CollectionSpec other) {
        return spec != null && spec.generation() == other.generation();
    }

    private static RebuildProgress over(Rebuild rebuild) {
        return new RebuildProgress(rebuild, RebuildProgress.State.DONE, 0, -1, -1, null, Instant.EPOCH);
    }

    /** A crash between the end of a rebuild and the drop of its index leaves one that nobody knows. */
    private void sweep() {
        Set<String> needed = new HashSet<>();
        Set<String> known = new HashSet<>();
        parts.registry().list().forEach(spec -> {
            needed.add(spec.indexName());
            known.add(spec.name());
        });
        parts.rebuilds().list().forEach(rebuild -> {
            needed.add(rebuild.from().indexName());
            needed.add(rebuild.to().indexName());
        });
        for (String name : parts.indexes().names()) {
            // The first index of a collection may be there before the collection is.
            boolean isLater = !name.equals(IndexName.collection(name));
            if (!needed.contains(name) && (isLater || known.contains(name))) {
                LOG.log(System.Logger.Level.INFO, "Dropping the index {0}, which nobody needs", name);
                sweep(name);
            }
        }
    }

    /** What cannot be dropped now, a later start drops. */
    private void sweep(String name) {
        try {
            parts.indexes().drop(name);
            StatusStore.delete(parts.states(name));
        } catch (VizslaException failed) {
            LOG.log(System.Logger.Level.WARNING, "The index {0} stays for now: {1}", name, failed.detail());
        }
    }
}
