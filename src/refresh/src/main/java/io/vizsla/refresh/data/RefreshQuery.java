package io.vizsla.refresh.data;

import java.util.HashMap;
import java.util.Map;

/**
 * A query to learn from or to be measured on, with what the collection says of its passages. Passages are named by their
 * place among those of {@link RefreshData}.
 *
 * @param id names it in reports
 * @param text its words
 * @param instruction the task that it was asked under, empty for none
 * @param origin where the pair comes from
 * @param gains relevance by document, above 0; of clicks less than 1 where the rank explains them; empty if nobody judged
 * @param lexical BM25 by passage, of the candidates that any search brought
 * @param tokens similarity of the tokens by passage, where the collection keeps token vectors
 * @param wordWeight the share that words have in the collection's hybrid search for this query, 0..1
 * @param reranked score of a model that reads query and passage together, by passage, of the best candidates; null is read as
 *     none
 */
public record RefreshQuery(
        String id,
        String text,
        String instruction,
        Origin origin,
        Map<String, Double> gains,
        Map<Integer, Double> lexical,
        Map<Integer, Double> tokens,
        double wordWeight,
        Map<Integer, Double> reranked) {

    @SuppressWarnings("ConstantValue") // Files that were written before there was a reranker have none.
    public RefreshQuery {
        gains = Map.copyOf(gains);
        lexical = Map.copyOf(lexical);
        tokens = Map.copyOf(tokens);
        reranked = reranked == null ? Map.of() : Map.copyOf(reranked);
    }

    /** Describes a query whose candidates nobody has reranked. */
    public RefreshQuery(
            String id,
            String text,
            String instruction,
            Origin origin,
            Map<String, Double> gains,
            Map<Integer, Double> lexical,
            Map<Integer, Double> tokens,
            double wordWeight) {
        this(id, text, instruction, origin, gains, lexical, tokens, wordWeight, Map.of());
    }

    /** Returns the same of passages that have other places; what has none is left out. */
    RefreshQuery placed(Map<Integer, Integer> places) {
        return new RefreshQuery(
                id,
                text,
                instruction,
                origin,
                gains,
                placed(lexical, places),
                placed(tokens, places),
                wordWeight,
                placed(reranked, places));
    }

    /** Returns a signal of passages by their places; what has none is left out. */
    static <K> Map<Integer, Double> placed(Map<K, Double> signal, Map<K, Integer> places) {
        Map<Integer, Double> placed = new HashMap<>();
        signal.forEach((passage, value) -> {
            Integer place = places.get(passage);
            if (place != null) {
                placed.put(place, value);
            }
        });
        return placed;
    }

    /** Where a pair comes from. */
    public enum Origin {
        /** Somebody gave a grade. */
        JUDGED,
        /** Somebody clicked. */
        CLICKED,
        /** Made of a document's title. */
        TITLE,
        /** Made of a sentence that was taken out of its passage. */
        CLOZE,
        /** Made of a passage's rarest words. */
        KEYWORDS,
        /** Made of a document's first sentence. */
        CLAIM,
        /** Made of a sentence whose rarest words were left out. */
        MASKED,
        /** Asked by a chat model, or by a frame around rare words. */
        QUESTION,
        /** Somebody asked it, and nobody judged what was found: only a teacher says what answers it. */
        LOGGED;

        /** Returns whether nobody ever asked it. */
        public boolean isMade() {
            return this != JUDGED && this != CLICKED && this != LOGGED;
        }

        /** Returns whether somebody said what answers it, so that a model can be measured on it. */
        public boolean isJudged() {
            return this == JUDGED || this == CLICKED;
        }
    }
}
