package io.vizsla.query.search;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.CollectionsConfig;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.retrieval.rerank.MaxSim;
import io.vizsla.retrieval.rerank.TokenScorer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores passages that the caller brings: by a cross-encoder, else by the token vectors of an embedding model (the mean
 * over the query's tokens of the best cosine to a token of the passage).
 */
@Singleton
public class PassageScorer {

    private static final MaxSim MAX_SIM = new MaxSim();

    private final ModelCatalog models;
    private final String defaultModel;

    /** Scores by these models. */
    public PassageScorer(ModelCatalog models, CollectionsConfig config) {
        this.models = models;
        this.defaultModel = config.model();
    }

    /**
     * Scores.
     *
     * @param model a cross-encoder or an embedding model; null for the configured one
     * @throws VizslaException {@code UNKNOWN_MODEL}; {@code INVALID_ARGUMENT} for a model without token vectors
     */
    public Scores score(@Nullable String model, String query, List<String> passages) {
        Optional<CrossEncoder> crossEncoder = models.crossEncoder(model);
        return crossEncoder.isPresent()
                ? byCrossEncoder(crossEncoder.get(), query, passages)
                : byTokens(models.encoder(model == null ? defaultModel : model), query, passages);
    }

    private static Scores byCrossEncoder(CrossEncoder encoder, String query, List<String> passages) {
        double[] logits = encoder.score(query, passages);
        double[] scores = Arrays.stream(logits).map(x -> 1 / (1 + Math.exp(-x))).toArray();
        return new Scores(encoder.name(), scores, 0);
    }

    private static Scores byTokens(Encoder encoder, String query, List<String> passages) {
        if (encoder.card().tokenDimension() == 0) {
            throw VizslaException.field(
                    ErrorCode.INVALID_ARGUMENT,
                    "model",
                    encoder.card().name(),
                    "a cross-encoder or a model with token vectors");
        }
        List<EncodingInput> inputs = new ArrayList<>();
        inputs.add(EncodingInput.query(query));
        passages.forEach(passage -> inputs.add(EncodingInput.passage(passage)));
        EncodedBatch batch = encoder.encode(inputs);
        TokenScorer scorer = MAX_SIM.against(batch.tokens().getFirst());
        double[] scores = batch.tokens().stream()
                .skip(1)
                .mapToDouble(passage -> Math.clamp(scorer.score(passage), 0.0, 1.0))
                .toArray();
        return new Scores(
                encoder.card().name(), scores, IntStream.of(batch.tokenCounts()).sum());
    }

    /**
     * What was scored.
     *
     * @param values 0..1, in the order of the passages
     * @param tokens how many tokens the model read, 0 where it does not tell
     */
    public record Scores(String model, double[] values, long tokens) {}
}
