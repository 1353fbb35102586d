package io.vizsla.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import io.vizsla.client.Embeddings;
import io.vizsla.client.EmbeddingsRequest;
import io.vizsla.client.EmbeddingsRequest.InputType;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of an instance, or of an {@link Engine} in process. Reads queries and passages by the prompts that the model
 * was trained with: passages unless the request's input type, or {@link #forQueries}, says otherwise. Any number of texts is sent in
 * batches of a size that an instance takes. Safe for any number of threads.
 */
public final class VizslaEmbeddingModel implements EmbeddingModel {

    /** How many texts go into one request. */
    private static final int BATCH = 256;

    private final Engine engine;
    private final String model;
    private final InputType usual;
    private final @Nullable String instruction;
    private final List<EmbeddingModelListener> listeners;

    /** Makes a model of this name, such as {@code bge-small-en-v1.5}; nothing is asked yet. */
    public VizslaEmbeddingModel(VizslaClient client, String model) {
        this(Engine.of(client), model);
    }

    /** Makes a model of this name. */
    public VizslaEmbeddingModel(Engine engine, String model) {
        this(engine, model, InputType.PASSAGE, null, List.of());
    }

    private VizslaEmbeddingModel(
            Engine engine,
            String model,
            InputType usual,
            @Nullable String instruction,
            List<EmbeddingModelListener> listeners) {
        this.engine = engine;
        this.model = model;
        this.usual = usual;
        this.instruction = instruction;
        this.listeners = List.copyOf(listeners);
    }

    /** Returns a model that takes texts for queries where a request does not say what they are. */
    public VizslaEmbeddingModel forQueries() {
        return new VizslaEmbeddingModel(engine, model, InputType.QUERY, instruction, listeners);
    }

    /** Returns a model that reads this task sentence before each query; refused by models whose prompt has no place for one. */
    public VizslaEmbeddingModel withInstruction(String sentence) {
        return new VizslaEmbeddingModel(engine, model, usual, sentence, listeners);
    }

    /** Returns a model that tells these of every request; those that were told before are told no more. */
    public VizslaEmbeddingModel withListeners(List<EmbeddingModelListener> told) {
        return new VizslaEmbeddingModel(engine, model, usual, instruction, told);
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return listeners;
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return Set.of(
                EmbeddingRequestParameters.MODEL_NAME,
                EmbeddingRequestParameters.DIMENSIONS,
                EmbeddingRequestParameters.INPUT_TYPE);
    }

    /**
     * Embeds texts, in their order.
     *
     * @throws VizslaClientException if the instance refuses or does not answer
     */
    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        List<String> texts = request.inputs().stream().map(EmbeddingInput::text).toList();
        InputType type = type(request.inputType());
        String name = request.modelName() == null ? model : request.modelName();
        List<Embedding> embeddings = new ArrayList<>(texts.size());
        long tokens = 0;
        String read = name;
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            Embeddings answer = engine.embed(new EmbeddingsRequest(
                    batch, name, type, request.dimensions(), type == InputType.QUERY ? instruction : null, null));
            answer.vectors().forEach(vector -> embeddings.add(Embedding.from(vector)));
            tokens += answer.tokens();
            read = answer.model();
        }
        return EmbeddingResponse.builder()
                .embeddings(embeddings)
                .modelName(read)
                .tokenUsage(new TokenUsage((int) Math.min(tokens, Integer.MAX_VALUE)))
                .build();
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (segments.isEmpty()) {
            return Response.from(List.of());
        }
        EmbeddingResponse answer =
                embed(EmbeddingRequest.builder().textSegments(segments).build());
        return Response.from(answer.embeddings(), answer.tokenUsage());
    }

    @Override
    public String modelName() {
        return model;
    }

    /** Returns the model's own dimension, which the instance is asked for. */
    @Override
    public int dimension() {
        return engine.dimension(model)
                .orElseThrow(() -> new IllegalStateException(
                        "model = " + model + " is not valid: must be an embedding model of the instance"));
    }

    private InputType type(@Nullable EmbeddingInputType wanted) {
        if (wanted == null) {
            return usual;
        }
        return wanted == EmbeddingInputType.QUERY ? InputType.QUERY : InputType.PASSAGE;
    }
}
