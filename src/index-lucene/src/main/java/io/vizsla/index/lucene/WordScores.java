package io.vizsla.index.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Scores chosen documents by BM25, whatever search brought them. */
final class WordScores {

    private WordScores() {}

    /**
     * Returns the score of each document, 0 where no word matches.
     *
     * @param docs ascending
     */
    static double[] of(IndexSearcher searcher, Query words, int[] docs) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(words), ScoreMode.COMPLETE, 1);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        double[] scores = new double[docs.length];
        int i = 0;
        while (i < docs.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
            int end = i;
            while (end < docs.length && docs[end] < leaf.docBase + leaf.reader().maxDoc()) {
                end++;
            }
            score(weight.scorer(leaf), leaf.docBase, docs, i, end, scores);
            i = end;
        }
        return scores;
    }

    private static void score(@Nullable Scorer scorer, int base, int[] docs, int from, int to, double[] scores)
            throws IOException {
        if (scorer == null) {
            return;
        }
        DocIdSetIterator at = scorer.iterator();
        for (int i = from; i < to; i++) {
            int doc = docs[i] - base;
            if ((at.docID() < doc ? at.advance(doc) : at.docID()) == doc) {
                scores[i] = scorer.score();
            }
        }
    }
}
