package io.vizsla.index.lucene;

import io.vizsla.api.passage.TermStatistics;
import io.vizsla.index.common.Terms;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/** Counts the chunks that hold each word of a text. */
final class TermCounts {

    /**
     * Up to this many postings of a segment are counted one by one where it holds deleted chunks; beyond that the share
     * of live chunks in the segment stands for the share among the word's.
     */
    private static final int COUNTED = 4096;

    private TermCounts() {}

    static TermStatistics of(IndexSearcher searcher, Analyzer analyzer, String text) throws IOException {
        Map<String, Long> frequencies = new HashMap<>();
        for (String term : Terms.ofQuery(analyzer, text).keySet()) {
            frequencies.put(term, count(searcher, new Term(Fields.WORDS, term)));
        }
        return new TermStatistics(searcher.getIndexReader().numDocs(), frequencies);
    }

    private static long count(IndexSearcher searcher, Term term) throws IOException {
        long count = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            count += count(leaf.reader(), term);
        }
        return count;
    }

    private static long count(LeafReader reader, Term term) throws IOException {
        int all = reader.docFreq(term);
        Bits live = reader.getLiveDocs();
        if (all == 0 || live == null) {
            return all;
        }
        if (all > COUNTED) {
            return Math.round((double) all * reader.numDocs() / reader.maxDoc());
        }
        PostingsEnum postings = reader.postings(term, PostingsEnum.NONE);
        long count = 0;
        while (postings != null && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            count += live.get(postings.docID()) ? 1 : 0;
        }
        return count;
    }
}
