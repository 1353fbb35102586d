package io.vizsla.standalone.wiring;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.query.Query;
import io.vizsla.query.port.Searcher;
import io.vizsla.retrieval.Explanation;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.retrieval.SearchResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches by the query pipeline. */
final class PipelineSearcher implements Searcher {

    private final SearchPipeline pipeline;

    PipelineSearcher(SearchPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public Found search(OpenCollection collection, Query query) {
        SearchResult result = pipeline.search(collection, query);
        return new Found(
                result.hits(),
                following(collection, result),
                result.model(),
                result.timings(),
                steps(result.explanation()));
    }

    @Override
    public void check(CollectionSpec collection) {
        pipeline.check(PipelineOptions.of(collection.pipeline()));
    }

    private static @Nullable Map<ChunkId, String> following(OpenCollection collection, SearchResult result) {
        if (collection.spec().purpose() != Purpose.MEMORY) {
            return null;
        }
        Map<ChunkId, String> texts = new HashMap<>();
        result.following().forEach((hit, chunk) -> texts.put(hit, chunk.text()));
        return texts;
    }

    private static @Nullable List<Map<String, Object>> steps(@Nullable Explanation explanation) {
        if (explanation == null) {
            return null;
        }
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Explanation.Step step : explanation.steps()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("step", step.name());
            told.putAll(step.details());
            steps.add(told);
        }
        return steps;
    }
}
