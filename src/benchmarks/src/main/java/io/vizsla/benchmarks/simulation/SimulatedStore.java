package io.vizsla.benchmarks.simulation;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.InMemoryPassageIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What holds the chunks. A local one belongs to one process, whose death takes what was not flushed, or a part of it; a
 * shared one outlives the processes and keeps what it acknowledged.
 */
final class SimulatedStore {

    private final IndexSpec spec;
    private final boolean local;
    private final SplittableRandom random;
    private final List<Consumer<PassageIndex>> durable = new ArrayList<>();
    private final List<Consumer<PassageIndex>> loose = new ArrayList<>();
    private PassageIndex seen;

    SimulatedStore(IndexSpec spec, boolean local, SplittableRandom random) {
        this.spec = spec;
        this.local = local;
        this.random = random;
        this.seen = new InMemoryPassageIndex(spec);
    }

    IndexSpec spec() {
        return spec;
    }

    /** Returns what readers see now. */
    PassageIndex seen() {
        return seen;
    }

    void upsert(List<EncodedChunk> chunks) {
        chunks.forEach(chunk -> write(index -> index.upsert(new Batch(List.of(chunk)))));
    }

    void delete(DocumentRef document, long olderThan) {
        write(index -> index.delete(document, olderThan));
    }

    void flush() {
        durable.addAll(loose);
        loose.clear();
    }

    /** The process that used it died: of what was not flushed, any part may be there. */
    void processDied() {
        if (!local) {
            return;
        }
        for (Consumer<PassageIndex> write : loose) {
            if (random.nextBoolean()) {
                durable.add(write);
            }
        }
        loose.clear();
        seen = new InMemoryPassageIndex(spec);
        durable.forEach(write -> write.accept(seen));
    }

    List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        seen.forEach(chunks::add);
        return chunks;
    }

    private void write(Consumer<PassageIndex> write) {
        write.accept(seen);
        loose.add(write);
    }
}
