package io.vizsla.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import io.vizsla.client.Hit;

/**
 * What a segment's metadata says of where it comes from, beside the document's own metadata; enough to cite it. A document's own
 * value of such a name is hidden.
 */
public final class Citations {

    /** The document's id. */
    public static final String DOCUMENT_ID = "vizsla.documentId";
    /** The chunk's id, {@code collection/documentId#n}. */
    public static final String CHUNK_ID = "vizsla.chunkId";
    /** The document's title; absent if it has none. */
    public static final String TITLE = "vizsla.title";
    /** The headings above the chunk, outermost first, with {@code " > "} between; absent if there are none. */
    public static final String HEADINGS = "vizsla.headings";
    /** The place among the hits, from 1. */
    public static final String RANK = "vizsla.rank";
    /** The text after it, in collections of memories; absent elsewhere. */
    public static final String FOLLOWING = "vizsla.following";

    private Citations() {}

    /** Returns a hit as a segment that can be cited. */
    static TextSegment segment(Hit hit) {
        Metadata metadata = MetadataValues.read(hit.metadata());
        metadata.put(DOCUMENT_ID, hit.documentId());
        metadata.put(CHUNK_ID, hit.chunkId());
        metadata.put(RANK, hit.rank());
        if (!hit.title().isBlank()) {
            metadata.put(TITLE, hit.title());
        }
        if (!hit.headings().isEmpty()) {
            metadata.put(HEADINGS, String.join(" > ", hit.headings()));
        }
        String following = hit.following();
        if (following != null) {
            metadata.put(FOLLOWING, following);
        }
        return TextSegment.from(hit.text(), metadata);
    }
}
