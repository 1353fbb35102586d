package io.vizsla.index.common;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.Chunk;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Checks what is promised of a document's chunks together: their ordinals count from 0 without gaps, and they are of one
 * version and one content. Not safe for several threads.
 */
public final class ChunkPlaces {

    /** What is known of a document's chunks so far. */
    private record Seen(BitSet ordinals, long version, String hash) {}

    private final BiConsumer<DocumentRef, String> problems;
    private final Map<DocumentRef, Seen> documents = new HashMap<>();
    private long chunks;

    /** Makes a check that tells every problem, a sentence each, with the document that has it. */
    public ChunkPlaces(BiConsumer<DocumentRef, String> problems) {
        this.problems = problems;
    }

    /** Looks at a chunk. */
    public void add(Chunk chunk) {
        chunks++;
        Seen seen = documents.computeIfAbsent(
                chunk.id().document(), key -> new Seen(new BitSet(), chunk.version(), chunk.contentHash()));
        if (seen.ordinals().get(chunk.id().ordinal())) {
            problems.accept(chunk.id().document(), chunk.id() + ": is there more than once");
        }
        seen.ordinals().set(chunk.id().ordinal());
        expect(chunk, "version", seen.version(), chunk.version());
        expect(chunk, "content hash", seen.hash(), chunk.contentHash());
    }

    /** Looks at the documents, after their last chunk. */
    public void end() {
        documents.forEach((document, seen) -> {
            int count = seen.ordinals().cardinality();
            if (seen.ordinals().length() != count) {
                problems.accept(
                        document, document + ": the ordinals " + seen.ordinals() + " do not count from 0 without gaps");
            }
        });
    }

    /** Returns how many chunks were looked at. */
    public long chunks() {
        return chunks;
    }

    /** Returns how many documents they belong to. */
    public long documents() {
        return documents.size();
    }

    private void expect(Chunk chunk, String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            problems.accept(
                    chunk.id().document(), chunk.id() + ": " + what + " is " + found + ", expected " + expected);
        }
    }
}
