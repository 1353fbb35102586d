package io.vizsla.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.testkit.FakeEncoder;
import java.util.Arrays;
import java.util.List;

/** Vectors of words, without a model. */
final class FakeEmbeddingModel implements EmbeddingModel {

    private final FakeEncoder encoder = new FakeEncoder();

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        List<EncodingInput> inputs = segments.stream()
                .map(segment -> EncodingInput.passage(segment.text()))
                .toList();
        return Response.from(Arrays.stream(encoder.encode(inputs).dense())
                .map(Embedding::from)
                .toList());
    }
}
