package io.vizsla.index.lucene;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.index.common.ChunkCodec;
import io.vizsla.index.common.TokenVectorCodec;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Reads what chunks hold. */
final class ContentReader {

    private static final Set<String> CONTENT = Set.of(Fields.CONTENT);

    private ContentReader() {}

    /** Returns the content of those chunks that exist. */
    static Map<ChunkId, Chunk> chunks(IndexSearcher searcher, Collection<ChunkId> ids) throws IOException {
        StoredFields stored = searcher.storedFields();
        Map<ChunkId, Chunk> chunks = new HashMap<>();
        for (Map.Entry<Integer, ChunkId> found : ChunkLookup.find(searcher, ids).entrySet()) {
            chunks.put(found.getValue(), chunk(stored, found.getKey()));
        }
        return chunks;
    }

    /** Returns the token vectors of those chunks that exist and have some. */
    static Map<ChunkId, TokenVectors> tokenVectors(IndexSearcher searcher, Collection<ChunkId> ids, int dimension)
            throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        Map<ChunkId, TokenVectors> tokens = new HashMap<>();
        LeafReaderContext leaf = null;
        BinaryDocValues values = DocValues.emptyBinary();
        for (Map.Entry<Integer, ChunkId> found : ChunkLookup.find(searcher, ids).entrySet()) {
            int doc = found.getKey();
            if (leaf == null || doc >= leaf.docBase + leaf.reader().maxDoc()) {
                leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
                values = DocValues.getBinary(leaf.reader(), Fields.TOKENS);
            }
            if (values.advanceExact(doc - leaf.docBase)) {
                tokens.put(found.getValue(), TokenVectorCodec.read(values.binaryValue(), dimension));
            }
        }
        return tokens;
    }

    /** Calls back with every chunk that the searcher sees. */
    static void forEach(IndexSearcher searcher, Consumer<Chunk> visitor) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            StoredFields stored = leaf.reader().storedFields();
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
                if (live == null || live.get(doc)) {
                    visitor.accept(chunk(stored, doc));
                }
            }
        }
    }

    /**
     * Reads the content of one document.
     *
     * @throws CorruptIndexException if it is absent or damaged
     */
    static Chunk chunk(StoredFields stored, int doc) throws IOException {
        BytesRef bytes = stored.document(doc, CONTENT).getBinaryValue(Fields.CONTENT);
        if (bytes == null) {
            throw new CorruptIndexException("document has no content", "document " + doc);
        }
        try {
            return ChunkCodec.read(bytes);
        } catch (RuntimeException e) {
            throw new CorruptIndexException("content cannot be read", "document " + doc, e);
        }
    }
}
