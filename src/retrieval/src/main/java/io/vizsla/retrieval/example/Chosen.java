package io.vizsla.retrieval.example;

import java.util.List;
import java.util.Map;

/**
 * The examples for a query.
 *
 * @param examples the most important first
 * @param candidates how many judged queries were looked at
 * @param dropped how many of them were passed over, by the reason; no reason with none
 */
public record Chosen(List<Example> examples, int candidates, Map<Reason, Integer> dropped) {

    /** There are no judged queries. */
    public static final Chosen NOTHING = new Chosen(List.of(), 0, Map.of());

    public Chosen {
        examples = List.copyOf(examples);
        dropped = Map.copyOf(dropped);
    }

    /** Why a judged query is no example for a query. */
    public enum Reason {
        /** Nothing of it may be told. */
        HIDDEN("the filter of the search hides the passage"),
        /** The document is gone, not indexed yet, or has no chunk of that number. */
        ABSENT("the passage is not in the index"),
        /** A model that reads examples reads each passage once. */
        REPEATED("the passage stands in another example");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Returns the reason in words for people. */
        public String words() {
            return words;
        }
    }
}
