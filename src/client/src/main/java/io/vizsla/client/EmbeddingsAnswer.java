package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Vectors as they travel: OpenAI's shape with base64. */
record EmbeddingsAnswer(
        @JsonProperty("data") List<One> data,
        @JsonProperty("model") String model,
        @JsonProperty("usage") Usage usage) {

    record One(
            @JsonProperty("index") int index,
            @JsonProperty("embedding") String embedding) {

        float[] vector() {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(embedding)).order(ByteOrder.LITTLE_ENDIAN);
            float[] vector = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(vector);
            return vector;
        }
    }

    record Usage(@JsonProperty("total_tokens") long totalTokens) {}

    Embeddings embeddings() {
        List<float[]> vectors = data.stream()
                .sorted(Comparator.comparingInt(One::index))
                .map(One::vector)
                .toList();
        return new Embeddings(vectors, model, usage.totalTokens());
    }
}
