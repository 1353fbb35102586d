package io.vizsla.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;

/**
 * Stands where LangChain4j wants an embedding model and the instance encodes by itself, so that no text is embedded twice. Its
 * embeddings are one zero each and mean nothing.
 */
public final class NoEmbeddingModel implements EmbeddingModel {

    NoEmbeddingModel() {}

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(
                segments.stream().map(segment -> Embedding.from(new float[1])).toList());
    }

    @Override
    public int dimension() {
        return 1;
    }
}
