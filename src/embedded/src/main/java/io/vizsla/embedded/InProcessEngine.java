package io.vizsla.embedded;

import io.vizsla.api.collection.CollectionSpec;
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
import io.vizsla.api.text.CleanText;
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
     * Embeds texts, in their order. Of a collection that the request names, its model reads them, with its role, its dimension and its
     * default task where the request says nothing else.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL}, {@code UNKNOWN_COLLECTION}; {@code INVALID_ARGUMENT} for a model that is not the
     *     collection's, a dimension that the model does not have, or an instruction that it does not read
     */
    @Override
    public Embeddings embed(EmbeddingsRequest request) {
        OpenCollection open = request.collection() == null ? null : collections.get(request.collection());
        Encoder encoder = open == null ? encoder(request.model()) : encoder(open, request.model());
        boolean isQuery = request.type() == InputType.QUERY;
        Instruction instruction = instruction(encoder, open, request);
        EncodedBatch batch = encoder.cutTo(dimension(encoder, open, request))
                .encode(request.input().stream()
                        .map(CleanText::clean)
                        .map(text -> isQuery
                                ? new EncodingInput(text, Role.QUERY, instruction, List.of())
                                : EncodingInput.passage(text))
                        .toList());
        return new Embeddings(
                List.of(batch.dense()),
                (isQuery ? encoder.queryCard() : encoder.card()).name(),
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
        double[] scores = chosen.score(
                CleanText.clean(query), passages.stream().map(CleanText::clean).toList());
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

    private Encoder encoder(String model) {
        return named(model)
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_MODEL,
                        "model",
                        model,
                        "one of "
                                + encoders.stream()
                                        .map(one -> one.card().name())
                                        .toList()));
    }

    /** Vectors of any other model would be of another space than the collection's. */
    private static Encoder encoder(OpenCollection open, String model) {
        CollectionSpec spec = open.spec();
        if (!model.equals(spec.model()) && !model.equals(spec.queryModel())) {
            throw VizslaException.invalid("model", model, spec.model() + ", the model of collection " + spec.name());
        }
        return open.encoder().as(spec.purpose());
    }

    private static int dimension(Encoder encoder, @Nullable OpenCollection open, EmbeddingsRequest request) {
        if (request.dimensions() != null) {
            return encoder.card().checkDimension("dimensions", request.dimensions());
        }
        Integer own = open == null ? null : open.spec().dimension();
        return own == null ? encoder.card().dimension() : encoder.card().checkDimension("dimension of collection", own);
    }

    private static Instruction instruction(Encoder encoder, @Nullable OpenCollection open, EmbeddingsRequest request) {
        String sentence = request.instruction();
        boolean isQuery = request.type() == InputType.QUERY;
        if (sentence == null) {
            return isQuery && open != null ? open.spec().tasks().usualInstruction() : Instruction.NONE;
        }
        if (!isQuery || !encoder.queryCard().readsInstructions()) {
            throw VizslaException.invalid(
                    "instruction", sentence, "left out where texts are passages or the model reads none");
        }
        return new Instruction(CleanText.clean(sentence));
    }

    private Optional<Encoder> named(String model) {
        return encoders.stream().filter(one -> one.card().name().equals(model)).findFirst();
    }
}
