package io.vizsla.api.passage;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import java.util.Objects;

/**
 * The deterministic name of a chunk: its document and its place in it. The same cut of the same document gives the same
 * ids, which is what makes a replay harmless.
 *
 * @param ordinal counts from 0
 */
public record ChunkId(DocumentRef document, int ordinal) {

    public ChunkId {
        Objects.requireNonNull(document, "document");
        if (ordinal < 0) {
            throw VizslaException.invalid("ordinal", ordinal, "at least 0");
        }
    }

    /**
     * Reads {@code collection/documentId#n} back. The ordinal starts after the last {@code #}, so an id may hold one.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the text has not that form
     */
    public static ChunkId parse(String text) {
        int hash = text.lastIndexOf('#');
        if (hash < 0) {
            throw VizslaException.invalid("chunkId", text, "collection/documentId#n");
        }
        try {
            return new ChunkId(
                    DocumentRef.parseKey(text.substring(0, hash)), Integer.parseInt(text.substring(hash + 1)));
        } catch (NumberFormatException | VizslaException notOfThatForm) {
            // Its parts are no fields of the sender's.
            throw VizslaException.invalid("chunkId", text, "collection/documentId#n");
        }
    }

    @Override
    public String toString() {
        return document.key() + "#" + ordinal;
    }
}
