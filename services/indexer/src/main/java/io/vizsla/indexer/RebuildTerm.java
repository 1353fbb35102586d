package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.collection.RebuildRegistry;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time in which one process carries out rebuilds, and the changes of {@code vizsla.registry} that it alone makes. Once
 * another term has begun every one of them fails with {@code CONFLICT}, also that of a process which had stood still and does
 * not know. Safe for any number of threads.
 */
final class RebuildTerm implements RebuildRegistry {

    private final RebuildControl control;
    private final LoneWriter writer;
    private final RebuildLead lead;

    RebuildTerm(RebuildControl control, LoneWriter writer, RebuildLead lead) {
        this.control = control;
        this.writer = writer;
        this.lead = lead;
    }

    /** Returns the name of the process. */
    String instance() {
        return lead.instance();
    }

    /** Returns the collections, of which those that are rebuilt can be written. */
    CollectionRegistry collections() {
        return new Served();
    }

    @Override
    public Optional<Rebuild> find(String collection) {
        return control.find(collection);
    }

    @Override
    public List<Rebuild> list() {
        return control.list();
    }

    /** Begun by whoever asks for it, with {@link RebuildControl#begin}. */
    @Override
    public void put(Rebuild rebuild) {
        throw new UnsupportedOperationException("rebuilds are begun by RebuildControl");
    }

    @Override
    public void remove(String collection) {
        write("forget the rebuild of " + collection, () -> control.without(collection));
    }

    /** As {@link RebuildControl#standing}. */
    Optional<RebuildProgress> standing(Rebuild rebuild) {
        return control.standing(rebuild);
    }

    Optional<RebuildNote> note(String collection) {
        return control.tables().notes().find(collection);
    }

    void note(Rebuild rebuild, RebuildNote note) {
        write("note how to go on with " + rebuild.collection(), () -> {
            check(rebuild);
            return records(control.tables().notes().key(rebuild.collection()), RebuildNoteJson.write(note));
        });
    }

    /** Tells others how a rebuild stands, if that is news to them. */
    void tell(RebuildProgress progress) {
        RebuildStanding standing = RebuildStanding.of(progress);
        String collection = progress.rebuild().collection();
        RebuildStanding told = control.tables().standings().find(collection).orElse(null);
        if (standing.equals(told) || !isWanted(progress.rebuild())) {
            return;
        }
        write(
                "tell how the rebuild of " + collection + " stands",
                () -> isWanted(progress.rebuild())
                        ? records(control.tables().standings().key(collection), RebuildStandingJson.write(standing))
                        : new HashMap<>());
    }

    /** Has indexing stand still for what bears this name. */
    void hold(String name) {
        write(
                "hold indexing",
                () -> records(control.tables().holds().key(RebuildTables.HOLD), RebuildTables.json(name)));
    }

    /** Has indexing go on. */
    void release() {
        write("let indexing go on", () -> records(control.tables().holds().key(RebuildTables.HOLD), null));
    }

    private void write(String doing, Supplier<Map<String, byte @Nullable []>> change) {
        writer.write(doing, () -> {
            RebuildLead now = control.tables().leads().find(RebuildTables.LEAD).orElse(null);
            if (!lead.equals(now)) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT,
                        "lead",
                        lead.instance(),
                        "the process that carries out rebuilds, which is " + (now == null ? "none" : now.instance()));
            }
            return change.get();
        });
    }

    /** Nobody ended it meanwhile. */
    private void check(Rebuild rebuild) {
        if (!isWanted(rebuild)) {
            throw ended(rebuild.to());
        }
    }

    private static VizslaException ended(CollectionSpec wanted) {
        return VizslaException.field(
                ErrorCode.CONFLICT, "rebuild", wanted.indexName(), "a rebuild that has not been ended");
    }

    private boolean isWanted(Rebuild rebuild) {
        return find(rebuild.collection()).filter(rebuild::equals).isPresent();
    }

    private static Map<String, byte @Nullable []> records(String key, byte @Nullable [] value) {
        return Collections.singletonMap(key, value);
    }

    /** The collections as the registry tells them. */
    private final class Served implements CollectionRegistry {

        @Override
        public Optional<CollectionSpec> find(String name) {
            return control.served(name);
        }

        @Override
        public List<CollectionSpec> list() {
            return control.tables().collections().list();
        }

        /** Has the index of its rebuild serve a collection, which is as somebody may just have changed it otherwise. */
        @Override
        public void put(CollectionSpec spec) {
            write("have another index serve " + spec.name(), () -> {
                Rebuild rebuild = RebuildTerm.this
                        .find(spec.name())
                        .filter(wanted -> wanted.isOver(spec))
                        .orElseThrow(() -> ended(spec));
                CollectionSpec now = find(spec.name()).orElseThrow(() -> ended(spec));
                return records(
                        control.tables().collections().key(spec.name()),
                        CollectionJson.write(now.servedBy(rebuild.to())));
            });
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException("rebuilds remove no collection");
        }
    }
}
