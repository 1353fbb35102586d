package io.vizsla.index.lucene;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** The analyzed words of a query. The text is never parsed: no character in it is syntax. */
final class Words {

    /** The most different words of a query that are looked up; what follows them is not. */
    static final int MOST_TERMS = 1024;

    private Words() {}

    /** Returns each different term of the text and how often it occurs, in the order of first occurrence. */
    static Map<String, Integer> terms(Analyzer analyzer, String text) throws IOException {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (TokenStream stream = analyzer.tokenStream(Fields.WORDS, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (terms.size() < MOST_TERMS && stream.incrementToken()) {
                terms.merge(term.toString(), 1, Integer::sum);
            }
            if (terms.size() < MOST_TERMS) {
                stream.end();
            }
        }
        return terms;
    }

    /** Returns the query that scores by BM25 every chunk that holds any of the terms. */
    static Query query(Map<String, Integer> terms) {
        if (terms.isEmpty()) {
            return new MatchNoDocsQuery("no words");
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        terms.forEach((term, times) -> query.add(clause(term, times), Occur.SHOULD));
        return query.build();
    }

    private static Query clause(String term, int times) {
        TermQuery query = new TermQuery(new Term(Fields.WORDS, term));
        return times == 1 ? query : new BoostQuery(query, times);
    }
}
