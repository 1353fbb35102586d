package io.vizsla.index.lucene;

import io.vizsla.api.passage.ChunkId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Goes from chunk ids to a searcher's document numbers and back, without reading stored fields. */
final class ChunkLookup {

    private ChunkLookup() {}

    /**
     * Returns the id of each document.
     *
     * @param docs ascending
     */
    static List<ChunkId> ids(IndexSearcher searcher, int[] docs) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        List<ChunkId> ids = new ArrayList<>(docs.length);
        int i = 0;
        while (i < docs.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
            BinaryDocValues values = DocValues.getBinary(leaf.reader(), Fields.ID);
            int end = leaf.docBase + leaf.reader().maxDoc();
            for (; i < docs.length && docs[i] < end; i++) {
                ids.add(id(values, docs[i] - leaf.docBase));
            }
        }
        return ids;
    }

    /** Returns where the chunks that exist are, as document numbers of the searcher in ascending order. */
    static TreeMap<Integer, ChunkId> find(IndexSearcher searcher, Collection<ChunkId> ids) throws IOException {
        Map<BytesRef, ChunkId> wanted = new TreeMap<>();
        ids.forEach(id -> wanted.put(new BytesRef(id.toString()), id));
        TreeMap<Integer, ChunkId> found = new TreeMap<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            if (wanted.isEmpty()) {
                break;
            }
            Map<BytesRef, Integer> here = find(leaf.reader(), wanted);
            here.forEach((term, doc) -> found.put(leaf.docBase + doc, wanted.get(term)));
            wanted.keySet().removeAll(here.keySet());
        }
        return found;
    }

    private static Map<BytesRef, Integer> find(LeafReader reader, Map<BytesRef, ChunkId> wanted) throws IOException {
        Map<BytesRef, Integer> found = new HashMap<>();
        Terms terms = reader.terms(Fields.ID);
        if (terms == null) {
            return found;
        }
        TermsEnum at = terms.iterator();
        PostingsEnum postings = null;
        for (BytesRef term : wanted.keySet()) {
            if (at.seekExact(term)) {
                postings = at.postings(postings, PostingsEnum.NONE);
                int doc = live(postings, reader.getLiveDocs());
                if (doc != DocIdSetIterator.NO_MORE_DOCS) {
                    found.put(term, doc);
                }
            }
        }
        return found;
    }

    private static int live(PostingsEnum postings, @Nullable Bits live) throws IOException {
        int doc = postings.nextDoc();
        while (doc != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(doc)) {
            doc = postings.nextDoc();
        }
        return doc;
    }

    private static ChunkId id(BinaryDocValues values, int doc) throws IOException {
        if (!values.advanceExact(doc)) {
            throw new IllegalStateException("document " + doc + " has no id");
        }
        return ChunkId.parse(values.binaryValue().utf8ToString());
    }
}
