package io.vizsla.query.port;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.query.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the query pipeline of a collection. Safe for any number of threads. */
public interface Searcher {

    /**
     * Searches.
     *
     * @throws VizslaException as the pipeline's parts do
     */
    Found search(OpenCollection collection, Query query);

    /**
     * Checks a collection's pipeline settings.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the setting
     */
    void check(CollectionSpec collection);

    /**
     * What a search found.
     *
     * @param hits with content, scored by a probability
     * @param following hit to the text after it in its document; null unless the collection holds memories
     * @param model the encoder's name
     * @param timings stage to time, in the order of the stages
     * @param steps what each step saw, as JSON values; null unless the query asks to explain
     */
    record Found(
            Hits hits,
            @Nullable Map<ChunkId, String> following,
            String model,
            Map<String, Duration> timings,
            @Nullable List<Map<String, Object>> steps) {}
}
