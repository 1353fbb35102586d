package io.vizsla.retrieval.example;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The judged queries of each collection in a {@link PassageIndex} of their own, in which a query stands where a chunk does:
 * what is near a new query is found in one vector search. The index belongs to the collection's space, to the model that
 * reads its queries and to the instruction that they are read with; whenever one of them changes, it is made anew from the
 * judgements.
 *
 * <p>Searches may run on any thread. One thread writes: it opens, fills, drops, and looks from time to time at what is
 * {@link #missing()}.
 */
public final class ExampleIndex implements ExampleSource, AutoCloseable {

    private final PassageIndexes indexes;
    private final Map<String, PassageIndex> opened = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /**
     * Keeps examples in these indexes.
     *
     * @param indexes another store than that of the collections' own, which have the same names
     */
    public ExampleIndex(PassageIndexes indexes) {
        this.indexes = indexes;
    }

    @Override
    public Chosen choose(OpenCollection collection, Wanted wanted) {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            PassageIndex index = opened.get(collection.spec().name());
            if (index == null || !fits(index, collection)) {
                missing.add(collection.spec().name());
                return Chosen.NOTHING;
            }
            return new ExampleSearch(index, collection, wanted).choose();
        } finally {
            reading.unlock();
        }
    }

    /** Returns the collections whose examples were asked for and are not open as they should be; each once. */
    public List<String> missing() {
        List<String> names = List.copyOf(missing);
        names.forEach(missing::remove);
        return names;
    }

    /** Returns whether a collection's examples are open and were read as its queries are read now. */
    public boolean isOpen(OpenCollection collection) {
        PassageIndex index = opened.get(collection.spec().name());
        return index != null && fits(index, collection);
    }

    /**
     * Opens a collection's examples; an index that does not fit the collection any more, or cannot be read, is made anew.
     *
     * @return how many examples it holds
     */
    public long open(OpenCollection collection) {
        String name = collection.spec().name();
        if (!isOpen(collection)) {
            close(name);
            opened.put(name, openOrMake(spec(collection)));
        }
        return opened(name).stats().chunks();
    }

    /**
     * Returns whether the examples of a collection, which it opens, are these and no others. Reads all of them once.
     *
     * @param queries with an answer, each id at most once
     */
    public boolean holds(OpenCollection collection, List<JudgedQuery> queries) {
        if (open(collection) != queries.size()) {
            return false;
        }
        Map<String, String> unseen = new HashMap<>();
        queries.forEach(query -> unseen.put(query.id(), query.fingerprint()));
        opened(collection.spec().name())
                .forEach(one -> unseen.remove(one.id().document().id(), one.contentHash()));
        return unseen.isEmpty();
    }

    /**
     * Writes judged queries, each in place of what was there for it, and makes them durable.
     *
     * @param queries each id at most once
     * @param version of what is written; higher than that of anything that was written before
     */
    public void write(OpenCollection collection, List<JudgedQuery> queries, long version) {
        open(collection);
        new ExampleWriter(opened(collection.spec().name()), collection).write(queries, version);
    }

    /** Removes the examples of a collection. */
    public void drop(String collection) {
        close(collection);
        indexes.drop(collection);
    }

    /** Removes the examples of all collections but these. */
    public void keepOnly(Set<String> collections) {
        Set<String> others = new TreeSet<>(indexes.names());
        others.removeAll(collections);
        others.forEach(this::drop);
    }

    @Override
    public void close() {
        List.copyOf(opened.keySet()).forEach(this::close);
    }

    /** Returns the document that stands for a query. */
    static DocumentRef place(OpenCollection collection, String queryId) {
        return new DocumentRef(collection.spec().name(), queryId);
    }

    private PassageIndex opened(String name) {
        PassageIndex index = opened.get(name);
        if (index == null) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "the examples of " + name + " are closed");
        }
        return index;
    }

    private PassageIndex openOrMake(IndexSpec spec) {
        try {
            return indexes.open(spec);
        } catch (VizslaException unusable) {
            if (unusable.code() != ErrorCode.SPACE_MISMATCH && unusable.code() != ErrorCode.CORRUPT_INDEX) {
                throw unusable;
            }
            indexes.drop(spec.name());
            return indexes.open(spec);
        }
    }

    private void close(String name) {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            PassageIndex index = opened.remove(name);
            if (index != null) {
                index.close();
            }
        } finally {
            writing.unlock();
        }
    }

    private static boolean fits(PassageIndex index, OpenCollection collection) {
        return index.spec().equals(spec(collection));
    }

    private static IndexSpec spec(OpenCollection collection) {
        IndexSpec own = collection.index().spec();
        String instruction = collection.spec().tasks().usualInstruction().text();
        String read = instruction.isEmpty() ? "" : "-" + QueryId.of(instruction).substring(0, 12);
        Space space = new Space(own.space().id() + "/queries" + read + queryModel(collection.encoder()));
        return new IndexSpec(own.name(), space, own.dimension(), 0, own.language(), FieldSchema.EMPTY);
    }

    /** Two models place one query differently, though their queries lie in the same space. */
    private static String queryModel(Encoder encoder) {
        Space queries = encoder.queryCard().space();
        return queries.equals(encoder.card().space()) ? "" : "/by-" + queries.id();
    }
}
