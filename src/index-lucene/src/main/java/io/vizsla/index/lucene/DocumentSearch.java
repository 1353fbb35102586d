package io.vizsla.index.lucene;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.NearestChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Finds in single documents the chunk nearest to a vector: one pass over the chunks of all that are asked for. */
final class DocumentSearch {

    private final IndexSearcher searcher;
    private final @Nullable Weight filter;
    private final Map<DocumentRef, List<Best>> asked = new HashMap<>();
    private final Map<BytesRef, DocumentRef> terms = new TreeMap<>();

    private DocumentSearch(IndexSearcher searcher, List<Best> queries, @Nullable Query filter) throws IOException {
        this.searcher = searcher;
        this.filter = filter == null
                ? null
                : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (Best one : queries) {
            DocumentRef document = one.query.document();
            asked.computeIfAbsent(document, key -> new ArrayList<>()).add(one);
            terms.put(new BytesRef(document.key()), document);
        }
    }

    /**
     * Returns what each query finds, see {@link io.vizsla.api.passage.PassageIndex#nearest}.
     *
     * @param queries with vectors of unit length
     */
    static List<NearestChunk> nearest(IndexSearcher searcher, List<DocumentQuery> queries, @Nullable Query filter)
            throws IOException {
        List<Best> best = queries.stream().map(Best::new).toList();
        DocumentSearch search = new DocumentSearch(searcher, best, filter);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            search.look(leaf);
        }
        return best.stream().map(Best::answer).toList();
    }

    private void look(LeafReaderContext leaf) throws IOException {
        TreeMap<Integer, DocumentRef> docs = docs(leaf.reader());
        FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
        if (docs.isEmpty() || values == null) {
            return;
        }
        DocIdSetIterator passing = passing(leaf, docs.size());
        NumericDocValues ordinals = DocValues.getNumeric(leaf.reader(), Fields.ORDINAL);
        NumericDocValues versions = DocValues.getNumeric(leaf.reader(), Fields.VERSION);
        FloatVectorValues.DocIndexIterator at = values.iterator();
        for (Map.Entry<Integer, DocumentRef> one : docs.entrySet()) {
            int doc = one.getKey();
            if (ordinals.advanceExact(doc) && versions.advanceExact(doc) && at.advance(doc) == doc) {
                Place place = new Place((int) ordinals.longValue(), versions.longValue(), passes(passing, doc));
                offer(one.getValue(), place, values.vectorValue(at.index()));
            }
        }
    }

    private void offer(DocumentRef document, Place place, float[] vector) {
        for (Best one : asked.getOrDefault(document, List.of())) {
            one.offer(place, vector);
        }
    }

    /** Returns the live chunks of the documents by their number in the leaf. */
    private TreeMap<Integer, DocumentRef> docs(LeafReader reader) throws IOException {
        TreeMap<Integer, DocumentRef> docs = new TreeMap<>();
        Terms keys = reader.terms(Fields.DOCUMENT);
        if (keys == null) {
            return docs;
        }
        TermsEnum at = keys.iterator();
        Bits live = reader.getLiveDocs();
        PostingsEnum postings = null;
        for (Map.Entry<BytesRef, DocumentRef> wanted : terms.entrySet()) {
            if (at.seekExact(wanted.getKey())) {
                postings = at.postings(postings, PostingsEnum.NONE);
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        docs.put(doc, wanted.getValue());
                    }
                }
            }
        }
        return docs;
    }

    private DocIdSetIterator passing(LeafReaderContext leaf, long cost) throws IOException {
        if (filter == null) {
            return DocIdSetIterator.all(leaf.reader().maxDoc());
        }
        ScorerSupplier supplier = filter.scorerSupplier(leaf);
        return supplier == null ? DocIdSetIterator.empty() : supplier.get(cost).iterator();
    }

    private static boolean passes(DocIdSetIterator passing, int doc) throws IOException {
        return (passing.docID() < doc ? passing.advance(doc) : passing.docID()) == doc;
    }

    /** A chunk that is looked at. */
    private record Place(int ordinal, long version, boolean passes) {}

    /** The best of what was looked at for a query so far. */
    private static final class Best {

        private final DocumentQuery query;
        private NearestChunk answer = NearestChunk.None.ABSENT;
        private float cosine = Float.NEGATIVE_INFINITY;

        Best(DocumentQuery query) {
            this.query = query;
        }

        void offer(Place place, float[] vector) {
            if (!query.admits(place.ordinal())) {
                return;
            }
            if (place.passes()) {
                compare(place, vector);
            } else if (answer == NearestChunk.None.ABSENT) {
                answer = NearestChunk.None.HIDDEN;
            }
        }

        NearestChunk answer() {
            return answer;
        }

        private void compare(Place place, float[] vector) {
            float other = VectorUtil.dotProduct(query.vector(), vector);
            if (other > cosine || other == cosine && before(place)) {
                cosine = other;
                answer = new NearestChunk.Found(
                        new ChunkId(query.document(), place.ordinal()), place.version(), vector.clone());
            }
        }

        private boolean before(Place place) {
            return answer instanceof NearestChunk.Found found
                    && place.ordinal() < found.id().ordinal();
        }
    }
}
