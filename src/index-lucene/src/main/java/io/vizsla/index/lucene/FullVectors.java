package io.vizsla.index.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Compares with the vectors as they were written, not with their quantized form. */
final class FullVectors {

    private FullVectors() {}

    /**
     * Returns the cosine of a unit vector with that of each document.
     *
     * @param docs ascending
     */
    static double[] cosines(IndexSearcher searcher, float[] vector, int[] docs) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        double[] cosines = new double[docs.length];
        int i = 0;
        while (i < docs.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
            FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            int end = leaf.docBase + leaf.reader().maxDoc();
            FloatVectorValues.@Nullable DocIndexIterator at = values == null ? null : values.iterator();
            for (; i < docs.length && docs[i] < end; i++) {
                if (values != null && at != null && at.advance(docs[i] - leaf.docBase) == docs[i] - leaf.docBase) {
                    float dot = VectorUtil.dotProduct(vector, values.vectorValue(at.index()));
                    cosines[i] = Math.clamp(dot, -1f, 1f);
                }
            }
        }
        return cosines;
    }
}
