package io.vizsla.index.lucene;

import io.vizsla.index.common.ChunkCodec;
import io.vizsla.index.common.TokenVectorCodec;

/** The names of the Lucene fields. A declared metadata field {@code year} is the Lucene field {@code f.year}. */
final class Fields {

    /** Chunk id as text: one term, and binary doc values so that candidates are named without stored fields. */
    static final String ID = "id";

    /** Document key, {@code collection/documentId}: one term. */
    static final String DOCUMENT = "document";

    /** Place in the document, numeric doc values. */
    static final String ORDINAL = "ordinal";

    /** Version of the event, numeric doc values. */
    static final String VERSION = "version";

    /** Title, headings and text, analyzed; neither stored nor with positions. */
    static final String WORDS = "words";

    /** The dense vector. */
    static final String VECTOR = "vector";

    /** Token vectors, binary doc values in the form of {@link TokenVectorCodec}. */
    static final String TOKENS = "tokens";

    /** The whole chunk, stored in the form of {@link ChunkCodec}. */
    static final String CONTENT = "content";

    private Fields() {}

    /** Returns the Lucene field of a declared metadata field. */
    static String filter(String name) {
        return "f." + name;
    }
}
