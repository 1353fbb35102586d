package io.vizsla.ingestion;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The chunks of one write with their vectors, in the parts that the encoder gave them in. The first parts stay in memory;
 * the vectors of later ones wait in a temporary file, so that a large document takes no more memory than a small one.
 * Nothing is written to an index before the last part is encoded, which is why they have to wait at all.
 */
final class EncodedParts implements AutoCloseable {

    /** More than an ordinary write has, so that only large documents meet the file. */
    private static final int IN_MEMORY = 2;

    private final List<List<EncodedChunk>> held = new ArrayList<>();
    private final List<List<Chunk>> spooled = new ArrayList<>();
    private final VectorSpool spool = new VectorSpool();

    /** Adds the next part. */
    void add(List<EncodedChunk> part) {
        if (held.size() < IN_MEMORY) {
            held.add(part);
        } else {
            spool.write(part);
            spooled.add(part.stream().map(EncodedChunk::chunk).toList());
        }
    }

    /** Calls with every part, in order. */
    void forEach(Consumer<List<EncodedChunk>> visitor) {
        held.forEach(visitor);
        if (!spooled.isEmpty()) {
            spool.rewind();
            spooled.forEach(chunks -> visitor.accept(spool.read(chunks)));
        }
    }

    @Override
    public void close() {
        spool.close();
    }
}
