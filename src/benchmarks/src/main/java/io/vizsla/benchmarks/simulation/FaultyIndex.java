package io.vizsla.benchmarks.simulation;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.IndexStats;
import io.vizsla.api.passage.NearestChunk;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.TermStatistics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The index as a process reaches it: every write may fail, be cut off in the middle, take long, or be the last. */
final class FaultyIndex implements PassageIndex {

    private final Machine machine;
    private final Life life;
    private final SimulatedStore store;
    private final boolean lazy;

    /** @param lazy whether it flushes only when {@link #flushNow} is called */
    FaultyIndex(Machine machine, Life life, SimulatedStore store, boolean lazy) {
        this.machine = machine;
        this.life = life;
        this.store = store;
        this.lazy = lazy;
    }

    @Override
    public IndexSpec spec() {
        return store.spec();
    }

    /** Chunks become visible one by one; a fault in between leaves the first of them. */
    @Override
    public void upsert(Batch batch) {
        step("index.upsert", () -> {
            for (EncodedChunk chunk : batch.chunks()) {
                machine.faults().at(life, "index.upsert of a chunk", () -> down("index.upsert"));
                store.upsert(List.of(chunk));
            }
        });
    }

    @Override
    public void delete(DocumentRef document, long olderThan) {
        step("index.delete", () -> store.delete(document, olderThan));
    }

    @Override
    public void flush() {
        if (!lazy) {
            flushNow();
        }
    }

    void flushNow() {
        step("index.flush", store::flush);
    }

    @Override
    public Hits search(IndexQuery query) {
        return store.seen().search(query);
    }

    @Override
    public List<NearestChunk> nearest(List<DocumentQuery> queries, @Nullable Filter filter) {
        return store.seen().nearest(queries, filter);
    }

    @Override
    public Map<ChunkId, Chunk> chunks(Collection<ChunkId> ids) {
        return store.seen().chunks(ids);
    }

    @Override
    public Map<ChunkId, float[]> vectors(Collection<ChunkId> ids) {
        return store.seen().vectors(ids);
    }

    @Override
    public Map<ChunkId, TokenVectors> tokenVectors(Collection<ChunkId> ids) {
        return store.seen().tokenVectors(ids);
    }

    @Override
    public TermStatistics termStatistics(String text) {
        return store.seen().termStatistics(text);
    }

    @Override
    public void forEach(Consumer<Chunk> visitor) {
        store.seen().forEach(visitor);
    }

    @Override
    public IndexStats stats() {
        return store.seen().stats();
    }

    @Override
    public IndexReport check() {
        return store.seen().check();
    }

    @Override
    public void close() {
        // The store outlives its users.
    }

    private void step(String name, Runnable effect) {
        machine.faults().run(life, name, effect, () -> down(name));
    }

    private static VizslaException down(String step) {
        return VizslaException.of(ErrorCode.STORE_UNAVAILABLE, step + " in the simulation");
    }
}
