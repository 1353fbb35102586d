package io.vizsla.index.milvus;

import io.vizsla.index.common.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;

/**
 * The words of a chunk as they are stored.
 *
 * @param text in {@link SafeTerm}, a blank between them, each as often as it occurs; where that is longer than Milvus
 *     takes, every different word comes first and repetitions are left out, and at last words
 * @param terms the different ones of them, at most {@link Schemas#MOST_ELEMENTS}
 * @param length how many words the chunk has
 */
record WordText(String text, List<String> terms, long length) {

    /** Returns the words of a passage. */
    static WordText of(Analyzer analyzer, String passage) {
        Map<String, Integer> terms = new LinkedHashMap<>();
        long length = 0;
        for (Map.Entry<String, Integer> term :
                analyzed(analyzer, passage, Integer.MAX_VALUE).entrySet()) {
            terms.put(SafeTerm.encode(term.getKey()), term.getValue());
            length += term.getValue();
        }
        List<String> kept = new ArrayList<>();
        String text = text(terms, kept);
        return new WordText(text, kept, length);
    }

    /** Returns the terms of a query and how often each occurs. */
    static Map<String, Integer> ofQuery(Analyzer analyzer, String query) {
        return analyzed(analyzer, query, Terms.MOST_OF_A_QUERY);
    }

    private static Map<String, Integer> analyzed(Analyzer analyzer, String text, int most) {
        try {
            return Terms.of(analyzer, text, most);
        } catch (IOException readsFromMemory) {
            throw new UncheckedIOException(readsFromMemory);
        }
    }

    private static String text(Map<String, Integer> terms, List<String> kept) {
        StringBuilder text = new StringBuilder();
        for (String term : terms.keySet()) {
            if (kept.size() == Schemas.MOST_ELEMENTS || !append(text, term)) {
                break;
            }
            kept.add(term);
        }
        for (String term : kept) {
            for (int more = terms.getOrDefault(term, 1); more > 1 && append(text, term); more--) {}
        }
        return text.toString();
    }

    private static boolean append(StringBuilder text, String term) {
        if (text.length() + 1 + term.length() > Schemas.LONGEST_TEXT) {
            return false;
        }
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(term);
        return true;
    }
}
