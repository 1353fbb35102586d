package io.vizsla.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks nearest to a vector. The walk over the graph compares quantized vectors (HNSW, Malkov and Yashunin,
 * arXiv 1603.09320); it brings more candidates than are wanted, and the full vectors decide among them.
 */
final class DenseSearch {

    /** Where a walk would look at more than a quarter of the chunks anyway, comparing with all of them is cheaper. */
    private static final int WORTH_A_WALK = 4;

    private final LuceneOptions options;

    DenseSearch(LuceneOptions options) {
        this.options = options;
    }

    /**
     * Returns the chunks of the highest cosines.
     *
     * @param vector unit length
     * @param filter null for all chunks
     * @return at most {@code limit} document numbers of the searcher, ascending
     */
    int[] top(IndexSearcher searcher, float[] vector, @Nullable Query filter, int limit, boolean exact)
            throws IOException {
        int candidates = options.candidates(limit);
        if (exact
                || (long) candidates * WORTH_A_WALK >= searcher.getIndexReader().numDocs()) {
            return compareAll(searcher, vector, filter, limit);
        }
        KnnFloatVectorQuery walk = new KnnFloatVectorQuery(Fields.VECTOR, vector, candidates, filter);
        ScoreDoc[] found = searcher.search(walk, candidates).scoreDocs;
        return rescore(searcher, vector, DocNumbers.sorted(found), limit);
    }

    private static int[] rescore(IndexSearcher searcher, float[] vector, int[] docs, int limit) throws IOException {
        double[] cosines = FullVectors.cosines(searcher, vector, docs);
        BestDocs best = new BestDocs(limit);
        for (int i = 0; i < docs.length; i++) {
            best.offer(docs[i], (float) cosines[i]);
        }
        return best.sorted();
    }

    private static int[] compareAll(IndexSearcher searcher, float[] vector, @Nullable Query filter, int limit)
            throws IOException {
        Weight weight = filter == null
                ? null
                : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        BestDocs best = new BestDocs(
                Math.min(limit, Math.max(1, searcher.getIndexReader().maxDoc())));
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            compareLeaf(leaf, vector, weight, best);
        }
        return best.sorted();
    }

    private static void compareLeaf(LeafReaderContext leaf, float[] vector, @Nullable Weight weight, BestDocs best)
            throws IOException {
        FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
        DocIdSetIterator docs = passing(leaf, weight);
        if (values == null || docs == null) {
            return;
        }
        Bits live = leaf.reader().getLiveDocs();
        FloatVectorValues.DocIndexIterator at = values.iterator();
        for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
            if ((live == null || live.get(doc)) && (at.docID() >= doc ? at.docID() : at.advance(doc)) == doc) {
                best.offer(leaf.docBase + doc, VectorUtil.dotProduct(vector, values.vectorValue(at.index())));
            }
        }
    }

    private static @Nullable DocIdSetIterator passing(LeafReaderContext leaf, @Nullable Weight weight)
            throws IOException {
        if (weight == null) {
            return DocIdSetIterator.all(leaf.reader().maxDoc());
        }
        Scorer scorer = weight.scorer(leaf);
        return scorer == null ? null : scorer.iterator();
    }
}
