package io.vizsla.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import io.vizsla.client.Reranked;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores how well segments answer a query, by a cross-encoder of an instance or of an {@link Engine} in process, or by the token
 * vectors of its embedding model where there is none. Scores are 0 to 1, and comparable between calls of one query and model. Safe for
 * any number of threads.
 */
public final class VizslaScoringModel implements ScoringModel {

    /** What an instance takes at once is 1,000 or more, unless it is set otherwise. */
    private static final int PART = 250;

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
     * @param segments any number: they are sent {@value #PART} at a time, and a score depends on the query and its segment alone
     * @throws VizslaClientException if the instance refuses or does not answer
     */
    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        List<String> passages = segments.stream().map(TextSegment::text).toList();
        List<Double> scores = new ArrayList<>(passages.size());
        long tokens = 0;
        for (int from = 0; from < passages.size(); from += PART) {
            List<String> part = passages.subList(from, Math.min(passages.size(), from + PART));
            Reranked ranked = engine.rerank(model, query, part);
            scores.addAll(inOrder(ranked.results(), part.size()));
            tokens += ranked.usage().tokens();
        }
        return segments.isEmpty()
                ? Response.from(scores)
                : Response.from(scores, new TokenUsage((int) Math.min(tokens, Integer.MAX_VALUE)));
    }

    private static List<Double> inOrder(List<Reranked.Result> results, int count) {
        Double[] scores = new Double[count];
        for (Reranked.Result result : results) {
            if (result.index() >= 0 && result.index() < count) {
                scores[result.index()] = result.score();
            }
        }
        List<Double> all = Arrays.asList(scores);
        if (all.contains(null)) {
            throw new IllegalStateException(
                    "of " + count + " segments " + results.size() + " were scored, and not each of them");
        }
        return all;
    }
}
