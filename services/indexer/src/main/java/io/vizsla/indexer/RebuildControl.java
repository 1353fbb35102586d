package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What processes tell one another of rebuilds on {@code vizsla.registry}: which are wanted, which process carries them out, how
 * they stand, and whether indexing stands still for one. Changes rest on what the registry holds, and no other change comes
 * between. Safe for any number of threads.
 */
public final class RebuildControl implements IngestHold {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final RebuildTables tables;
    private final LoneWriter writer;
    private final TopicFollower follower;

    /** Decides about a rebuild by what there is. */
    @FunctionalInterface
    interface Decision {

        /**
         * @param served the collection as it is
         * @param before its last rebuild
         * @return the rebuild that is to be; empty for none, where nothing changes
         */
        Optional<Rebuild> of(CollectionSpec served, @Nullable Rebuild before);
    }

    /** @param follower of the registry */
    RebuildControl(RebuildTables tables, LoneWriter writer, TopicFollower follower) {
        this.tables = tables;
        this.writer = writer;
        this.follower = follower;
    }

    @Override
    public @Nullable String now() {
        return tables.holds().find(RebuildTables.HOLD).orElse(null);
    }

    @Override
    public void refresh() {
        follower.readToEnd(WAIT);
    }

    RebuildTables tables() {
        return tables;
    }

    Optional<CollectionSpec> served(String collection) {
        return tables.collections().find(collection);
    }

    Optional<Rebuild> find(String collection) {
        return tables.rebuilds().find(collection);
    }

    List<Rebuild> list() {
        return tables.rebuilds().list();
    }

    /** Returns how a rebuild stood when its process last said so; empty if none has yet. */
    Optional<RebuildProgress> standing(Rebuild rebuild) {
        return tables.standings()
                .find(rebuild.collection())
                .filter(told -> told.index().equals(rebuild.to().indexName()))
                .map(told -> told.of(rebuild));
    }

    /**
     * Has a rebuild carried out.
     *
     * @return the rebuild, empty if there is to be none
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; what the decision throws; {@code LOG_UNAVAILABLE}
     */
    Optional<Rebuild> begin(String collection, Decision decision) {
        Map<String, Rebuild> decided = new HashMap<>();
        writer.write("begin a rebuild of " + collection, () -> {
            decided.clear();
            CollectionSpec served = served(collection).orElseThrow(() -> unknown(collection));
            decision.of(served, find(collection).orElse(null)).ifPresent(rebuild -> decided.put(collection, rebuild));
            Map<String, byte @Nullable []> records = new HashMap<>();
            decided.forEach((_, rebuild) -> {
                records.put(tables.standings().key(collection), null);
                records.put(tables.rebuilds().key(collection), RebuildJson.write(rebuild));
            });
            return records;
        });
        return Optional.ofNullable(decided.get(collection));
    }

    /** Has a rebuild given up, or the way back forgotten; returns whether there was one. */
    boolean end(String collection) {
        boolean[] was = {false};
        writer.write("end the rebuild of " + collection, () -> {
            boolean isThere = find(collection).isPresent();
            was[0] |= isThere;
            return isThere ? without(collection) : new HashMap<>();
        });
        return was[0];
    }

    /**
     * Writes a collection that a person changed.
     *
     * @throws VizslaException {@code CONFLICT} if another index serves it than the change was made for
     */
    void put(CollectionSpec spec) {
        writer.write("write " + spec.name() + " to the registry", () -> {
            int serving = served(spec.name()).map(CollectionSpec::generation).orElse(0);
            if (spec.generation() != serving) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT,
                        "collection",
                        spec.name(),
                        "one that has not gone over to another index meanwhile; try again");
            }
            return Map.of(tables.collections().key(spec.name()), CollectionJson.write(spec));
        });
    }

    /**
     * Begins a term of this process, which ends those of all others, and with them what indexing stood still for. What another one
     * has left half filled is filled anew under another name: that one may only stand still, and write where it was when it wakes.
     */
    RebuildTerm lead(String instance) {
        RebuildLead[] lead = new RebuildLead[1];
        writer.write("take over the rebuilds", () -> {
            long last = tables.leads()
                    .find(RebuildTables.LEAD)
                    .map(RebuildLead::term)
                    .orElse(0L);
            lead[0] = new RebuildLead(instance, last + 1);
            Map<String, byte @Nullable []> records = new HashMap<>();
            records.put(tables.leads().key(RebuildTables.LEAD), RebuildTables.json(lead[0]));
            records.put(tables.holds().key(RebuildTables.HOLD), null);
            list().stream()
                    .filter(rebuild -> isLeftByAnother(rebuild, instance))
                    .forEach(rebuild -> records.put(
                            tables.rebuilds().key(rebuild.collection()), RebuildJson.write(renamed(rebuild))));
            return records;
        });
        return new RebuildTerm(this, writer, lead[0]);
    }

    /** An index that has served before is the way back to it, by whomever: it keeps its name. */
    private boolean isLeftByAnother(Rebuild rebuild, String instance) {
        boolean isOpen = served(rebuild.collection())
                .filter(served -> !rebuild.isOver(served))
                .isPresent();
        return isOpen
                && !rebuild.isWayBack()
                && tables.notes()
                        .find(rebuild.collection())
                        .filter(note -> note.index().equals(rebuild.to().indexName())
                                && !note.builder().equals(instance))
                        .isPresent();
    }

    private static Rebuild renamed(Rebuild rebuild) {
        return Rebuild.anew(rebuild.from(), rebuild.to().withGeneration(rebuild.highestGeneration() + 1));
    }

    Map<String, byte @Nullable []> without(String collection) {
        Map<String, byte @Nullable []> records = new HashMap<>();
        records.put(tables.rebuilds().key(collection), null);
        records.put(tables.standings().key(collection), null);
        records.put(tables.notes().key(collection), null);
        return records;
    }

    private static VizslaException unknown(String collection) {
        return VizslaException.field(
                ErrorCode.UNKNOWN_COLLECTION, "collection", collection, "the name of a collection");
    }
}
