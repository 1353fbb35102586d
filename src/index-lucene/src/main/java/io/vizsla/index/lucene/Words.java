package io.vizsla.index.lucene;

import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Makes queries of the analyzed words of a text. */
final class Words {

    private Words() {}

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
