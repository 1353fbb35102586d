package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vizsla.api.encoding.EncodedBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Vectors, as OpenAI's clients expect them. */
@Schema(name = "EmbeddingResponse")
public record EmbeddingResponse(String object, List<Embedding> data, String model, Usage usage) {

    /** One vector. */
    @Schema(name = "Embedding")
    public record Embedding(
            String object,
            int index,

            @Schema(description = "Numbers, or base64 of little-endian 32-bit floats; unit length.")
            Object embedding) {}

    /** What the request cost. */
    @Schema(name = "Usage")
    public record Usage(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("total_tokens") long totalTokens) {}

    /** Describes a batch. */
    public static EmbeddingResponse of(String model, EncodedBatch batch, boolean base64) {
        List<Embedding> data = new ArrayList<>(batch.dense().length);
        for (float[] vector : batch.dense()) {
            data.add(new Embedding("embedding", data.size(), base64 ? base64(vector) : vector));
        }
        long tokens = IntStream.of(batch.tokenCounts()).asLongStream().sum();
        return new EmbeddingResponse("list", data, model, new Usage(tokens, tokens));
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
