package io.vizsla.index.lucene;

import io.vizsla.api.passage.ChunkId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Returns the vectors of those chunks that exist. */
    static Map<ChunkId, float[]> of(IndexSearcher searcher, Collection<ChunkId> ids) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        Map<ChunkId, float[]> vectors = new HashMap<>();
        LeafReaderContext leaf = null;
        FloatVectorValues values = null;
        FloatVectorValues.@Nullable DocIndexIterator at = null;
        for (Map.Entry<Integer, ChunkId> found : ChunkLookup.find(searcher, ids).entrySet()) {
            int doc = found.getKey();
            if (leaf == null || doc >= leaf.docBase + leaf.reader().maxDoc()) {
                leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
                values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
                at = values == null ? null : values.iterator();
            }
            if (values != null && at != null && at.advance(doc - leaf.docBase) == doc - leaf.docBase) {
                vectors.put(found.getValue(), values.vectorValue(at.index()).clone());
            }
        }
        return vectors;
    }
}
