package io.vizsla.api.query;

import io.vizsla.api.encoding.Demonstration;
import java.util.List;

/**
 * Where a query's worked examples come from.
 *
 * @param given by the request, the most important first; empty unless the source is {@link Source#GIVEN}
 */
public record Demonstrations(Source source, List<Demonstration> given) {

    /** What the collection's settings say. */
    public static final Demonstrations USUAL = new Demonstrations(Source.USUAL, List.of());

    /** None, whatever the collection's settings say. */
    public static final Demonstrations NONE = new Demonstrations(Source.NONE, List.of());

    /** The judged queries of the collection that are nearest to the query. */
    public static final Demonstrations AUTO = new Demonstrations(Source.AUTO, List.of());

    public Demonstrations {
        given = List.copyOf(given);
    }

    /** Returns examples that a request brings; none of them is none at all. */
    public static Demonstrations given(List<Demonstration> examples) {
        return examples.isEmpty() ? NONE : new Demonstrations(Source.GIVEN, examples);
    }

    /** Where examples come from. */
    public enum Source {
        USUAL,
        NONE,
        GIVEN,
        AUTO
    }
}
