package io.vizsla.embedded;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Query;
import io.vizsla.client.Embeddings;
import io.vizsla.client.EmbeddingsRequest;
import io.vizsla.client.EmbeddingsRequest.InputType;
import io.vizsla.client.Reranked;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.SearchResult;
import io.vizsla.langchain4j.Engine;
import io.vizsla.retrieval.SearchPipeline;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Searches, embeds and reranks in the caller's own process, by the classes that serve: the same hits and scores as an instance that has
 * the same collections. Immutable; safe for any number of threads. Collections, encoders and reranker stay the caller's, who closes
 * them. Errors are {@link VizslaException}s that name field, value and bound.
 */
public final class InProcessEngine implements Engine {

    private final OpenCollections collections;
    private final SearchPipeline pipeline;
    private final List<Encoder> encoders;
    private final @Nullable CrossEncoder reranker;

    private InProcessEngine(
            OpenCollections collections,
            SearchPipeline pipeline,
            List<Encoder> encoders,
            @Nullable CrossEncoder reranker) {
        this.collections = collections;
        this.pipeline = pipeline;
        this.encoders = List.copyOf(encoders);
        this.reranker = reranker;
    }

    /** Returns an engine that searches these collections. */
    public static InProcessEngine over(OpenCollections collections, SearchPipeline pipeline) {
        return new InProcessEngine(collections, pipeline, List.of(), null);
    }

    /** Returns an engine that embeds by these, each under its model's name. */
    public InProcessEngine embeddingBy(Encoder... models) {
        return new InProcessEngine(collections, pipeline, List.of(models), reranker);
    }

    /** Returns an engine that reranks by this. */
    public InProcessEngine rerankingBy(CrossEncoder model) {
        return new InProcessEngine(collections, pipeline, encoders, model);
    }

    @Override
    public SearchResult search(String collection, SearchRequest request) {
        OpenCollection open = collections.get(collection);
        Query query = Queries.query(open.spec(), request);
        return FoundHits.result(pipeline.search(open, query), query);
    }

    /**
     * Embeds texts, in their order.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL}; {@code INVALID_ARGUMENT} for a dimension that the model does not have, or for an
     *     instruction that it does not read
     */
    @Override
    public Embeddings embed(EmbeddingsRequest request) {
        Encoder encoder = encoder(request);
        Role role = request.type() == InputType.QUERY ? Role.QUERY : Role.PASSAGE;
        Instruction instruction = instruction(encoder, request);
        EncodedBatch batch = encoder.encode(request.input().stream()
                .map(text -> new EncodingInput(text, role, instruction, List.of()))
                .toList());
        return new Embeddings(
                List.of(batch.dense()),
                encoder.card().name(),
                IntStream.of(batch.tokenCounts()).asLongStream().sum());
    }

    /**
     * Orders passages; scores are the cross-encoder's as probabilities.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL} if there is no cross-encoder, or none of this name
     */
    @Override
    public Reranked rerank(@Nullable String model, String query, List<String> passages) {
        CrossEncoder chosen = reranker;
        if (chosen == null || (model != null && !model.equals(chosen.name()))) {
            throw VizslaException.field(
                    ErrorCode.UNKNOWN_MODEL,
                    "model",
                    model,
                    chosen == null ? "left to an engine that has a cross-encoder" : chosen.name());
        }
        double[] scores = chosen.score(query, passages);
        List<Reranked.Result> results = IntStream.range(0, scores.length)
                .mapToObj(i -> new Reranked.Result(i, 1 / (1 + Math.exp(-scores[i]))))
                .sorted((one, other) -> Double.compare(other.score(), one.score()))
                .toList();
        return new Reranked(chosen.name(), results, new Reranked.Usage(0));
    }

    @Override
    public OptionalInt dimension(String model) {
        return named(model).map(one -> OptionalInt.of(one.card().dimension())).orElse(OptionalInt.empty());
    }

    private Encoder encoder(EmbeddingsRequest request) {
        Encoder encoder = named(request.model())
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_MODEL,
                        "model",
                        request.model(),
                        "one of "
                                + encoders.stream()
                                        .map(one -> one.card().name())
                                        .toList()));
        if (request.collection() != null) {
            encoder = encoder.as(collections.get(request.collection()).spec().purpose());
        }
        Integer dimensions = request.dimensions();
        return dimensions == null ? encoder : encoder.cutTo(encoder.card().checkDimension("dimensions", dimensions));
    }

    private static Instruction instruction(Encoder encoder, EmbeddingsRequest request) {
        String sentence = request.instruction();
        if (sentence == null) {
            return Instruction.NONE;
        }
        if (request.type() != InputType.QUERY || !encoder.queryCard().readsInstructions()) {
            throw VizslaException.invalid(
                    "instruction", sentence, "left out where texts are passages or the model reads none");
        }
        return new Instruction(sentence);
    }

    private Optional<Encoder> named(String model) {
        return encoders.stream().filter(one -> one.card().name().equals(model)).findFirst();
    }
}
