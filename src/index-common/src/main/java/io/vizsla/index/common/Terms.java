package io.vizsla.index.common;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The analyzed words of a text. The text is never parsed: no character in it is syntax. */
public final class Terms {

    /** The most different words of a query that are looked up; what follows them is not. */
    public static final int MOST_OF_A_QUERY = 1024;

    private static final String FIELD = "words";

    private Terms() {}

    /** Returns each different term of a query and how often it occurs, in the order of first occurrence. */
    public static Map<String, Integer> ofQuery(Analyzer analyzer, String text) throws IOException {
        return of(analyzer, text, MOST_OF_A_QUERY);
    }

    /**
     * Returns each different term of a text and how often it occurs, in the order of first occurrence.
     *
     * @param most how many different ones are read; what follows them is not
     */
    public static Map<String, Integer> of(Analyzer analyzer, String text, int most) throws IOException {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (TokenStream stream = analyzer.tokenStream(FIELD, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (terms.size() < most && stream.incrementToken()) {
                terms.merge(term.toString(), 1, Integer::sum);
            }
            if (terms.size() < most) {
                stream.end();
            }
        }
        return terms;
    }
}
