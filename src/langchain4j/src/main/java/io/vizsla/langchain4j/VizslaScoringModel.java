package io.vizsla.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import io.vizsla.client.Reranked;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores how well segments answer a query, by a cross-encoder of an instance or of an {@link Engine} in process, or by the token vectors of its embedding model where
 * there is none. Scores are 0 to 1, and comparable inside one call. Safe for any number of threads.
 */
public final class VizslaScoringModel implements ScoringModel {

    private final Engine engine;
    private final @Nullable String model;

    /** Makes a scoring model of the instance's choice. */
    public VizslaScoringModel(VizslaClient client) {
        this(client, null);
    }

    /** Makes a scoring model of this name. */
    public VizslaScoringModel(VizslaClient client, @Nullable String model) {
        this(Engine.of(client), model);
    }

    /** Makes a scoring model of the engine's choice. */
    public VizslaScoringModel(Engine engine) {
        this(engine, null);
    }

    /** Makes a scoring model of this name. */
    public VizslaScoringModel(Engine engine, @Nullable String model) {
        this.engine = engine;
        this.model = model;
    }

    /**
     * Scores segments, in their order.
     *
     * @param segments as many as the instance takes at once, 1,000 unless it is set otherwise
     * @throws VizslaClientException if the instance refuses or does not answer
     */
    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        if (segments.isEmpty()) {
            return Response.from(List.of());
        }
        List<String> passages = segments.stream().map(TextSegment::text).toList();
        Reranked ranked = engine.rerank(model, query, passages);
        Double[] scores = new Double[passages.size()];
        ranked.results().forEach(result -> scores[result.index()] = result.score());
        int tokens = (int) Math.min(ranked.usage().tokens(), Integer.MAX_VALUE);
        return Response.from(Arrays.asList(scores), new TokenUsage(tokens));
    }
}
