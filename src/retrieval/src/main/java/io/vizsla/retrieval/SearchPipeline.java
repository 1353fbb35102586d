package io.vizsla.retrieval;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.query.Query;
import io.vizsla.retrieval.calibration.Calibrations;
import io.vizsla.retrieval.calibration.CalibratorSource;
import java.time.Duration;

/**
 * Answers queries: transform, encode, transform vectors, search, fuse, compare tokens, rerank, calibrate, select, follow. Which
 * of the steps run, and how, is decided by the collection's settings and the query's mode. Safe for any number of
 * threads.
 */
public final class SearchPipeline {

    private final PipelinePlanner planner;

    /** Creates a pipeline that can use these parts where a collection's settings name them. */
    public SearchPipeline(PipelineParts parts) {
        this(parts, new Calibrations());
    }

    /** Creates a pipeline whose probabilities come from this source. */
    public SearchPipeline(PipelineParts parts, CalibratorSource calibrators) {
        this.planner = new PipelinePlanner(parts, calibrators);
    }

    /** Creates a pipeline of nothing but its own steps. */
    public SearchPipeline() {
        this(PipelineParts.NONE);
    }

    /**
     * Searches with the collection's own settings.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the query or the settings are out of bounds; what the encoder
     *     and the index throw
     */
    public SearchResult search(OpenCollection collection, Query query) {
        return search(collection, query, PipelineOptions.of(collection.spec().pipeline()));
    }

    /** Searches with settings in place of the collection's own. */
    public SearchResult search(OpenCollection collection, Query query, PipelineOptions options) {
        check(query);
        long start = System.nanoTime();
        SearchState state = new SearchState(collection, query);
        planner.plan(options, query, collection).forEach(state::run);
        state.timings().put("total", Duration.ofNanos(System.nanoTime() - start));
        return new SearchResult(
                state.hits(),
                state.following(),
                collection.encoder().queryCard().name(),
                state.timings(),
                state.explanation());
    }

    /**
     * Checks that this pipeline can run a collection's settings; for whoever stores them.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the key that is wrong
     */
    public void check(PipelineOptions options) {
        planner.check(options);
    }

    private static void check(Query query) {
        if (query.text().isBlank()) {
            throw VizslaException.invalid("query", query.text(), "a text that is not blank");
        }
        if (query.topK() < 1 || query.topK() > IndexQuery.LARGEST_LIMIT) {
            throw VizslaException.invalid("topK", query.topK(), "between 1 and " + IndexQuery.LARGEST_LIMIT);
        }
        if (!(query.minScore() >= 0 && query.minScore() <= 1)) {
            throw VizslaException.invalid("minScore", query.minScore(), "between 0 and 1");
        }
    }
}
