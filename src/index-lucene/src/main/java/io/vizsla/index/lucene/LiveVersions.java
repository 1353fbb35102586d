package io.vizsla.index.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/**
 * Knows the version of every chunk, also of those that no searcher sees yet: an overlay of the writes since the last
 * refresh over what the searcher sees. Guarded by the index's write lock; the overlay must be {@link #clear cleared} when,
 * and only when, a searcher that sees all of its writes takes over.
 */
final class LiveVersions {

    private static final long GONE = Long.MIN_VALUE;

    private final Map<String, Map<Integer, Long>> unseen = new HashMap<>();
    private int size;

    /**
     * Returns the chunks that a document has now.
     *
     * @param searcher the newest one
     * @return ordinal to version; a copy
     */
    Map<Integer, Long> of(String document, IndexSearcher searcher) throws IOException {
        Map<Integer, Long> versions = seen(document, searcher);
        unseen.getOrDefault(document, Map.of()).forEach((ordinal, version) -> {
            if (version == GONE) {
                versions.remove(ordinal);
            } else {
                versions.put(ordinal, version);
            }
        });
        return versions;
    }

    /** Tells that a chunk was written. */
    void written(String document, int ordinal, long version) {
        put(document, ordinal, version);
    }

    /** Tells that a chunk was removed. */
    void removed(String document, int ordinal) {
        put(document, ordinal, GONE);
    }

    /** Returns how many chunks the overlay holds. */
    int size() {
        return size;
    }

    /** Forgets the overlay. */
    void clear() {
        unseen.clear();
        size = 0;
    }

    private void put(String document, int ordinal, long version) {
        Long before = unseen.computeIfAbsent(document, key -> new HashMap<>()).put(ordinal, version);
        if (before == null) {
            size++;
        }
    }

    private static Map<Integer, Long> seen(String document, IndexSearcher searcher) throws IOException {
        Map<Integer, Long> versions = new HashMap<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            collect(document, leaf.reader(), versions);
        }
        return versions;
    }

    private static void collect(String document, LeafReader reader, Map<Integer, Long> versions) throws IOException {
        PostingsEnum postings = reader.postings(new Term(Fields.DOCUMENT, document), PostingsEnum.NONE);
        if (postings == null) {
            return;
        }
        Bits live = reader.getLiveDocs();
        NumericDocValues ordinals = DocValues.getNumeric(reader, Fields.ORDINAL);
        NumericDocValues numbers = DocValues.getNumeric(reader, Fields.VERSION);
        for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
            if ((live == null || live.get(doc)) && ordinals.advanceExact(doc) && numbers.advanceExact(doc)) {
                versions.put((int) ordinals.longValue(), numbers.longValue());
            }
        }
    }
}
