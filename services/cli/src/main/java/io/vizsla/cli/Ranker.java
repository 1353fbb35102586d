package io.vizsla.cli;

import io.vizsla.evaluation.ScoredDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What an evaluation asks: a search over one collection. For one thread. */
interface Ranker extends AutoCloseable {

    /**
     * What a query found.
     *
     * @param documents best first, each once
     * @param time that the search took
     */
    record Ranking(List<ScoredDocument> documents, Duration time) {}

    /** Returns the best documents for a query, at most {@code depth}. */
    Ranking rank(String query, int depth);

    /** Returns what is asked, for a report. */
    String system();

    /** Returns the embedding model's name. */
    String model();

    /** Returns what moves the result, name to JSON value. */
    Map<String, Object> settings();

    @Override
    void close();
}
