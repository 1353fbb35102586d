package io.vizsla.standalone.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.common.AbstractEmbeddingModelIT;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.store.embedding.CosineSimilarity;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.EmbeddingsRequest;
import io.vizsla.client.EmbeddingsRequest.InputType;
import io.vizsla.client.VizslaClient;
import io.vizsla.langchain4j.VizslaEmbeddingModel;
import io.vizsla.langchain4j.VizslaScoringModel;
import io.vizsla.standalone.rest.SinglePrecisionProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** LangChain4j's contract of embedding models, but for images, which the built-in models do not read. */
@QuarkusTest
@TestProfile(SinglePrecisionProfile.class)
class EmbeddingModelIT extends AbstractEmbeddingModelIT {

    private final VizslaClient client = Instance.client();
    private final VizslaEmbeddingModel model = new VizslaEmbeddingModel(client, Instance.MODEL);

    @Override
    protected List<EmbeddingModel> models() {
        return List.of(model);
    }

    @Override
    protected EmbeddingModel modelWith(EmbeddingModelListener listener) {
        return model.withListeners(List.of(listener));
    }

    @Override
    protected EmbeddingModel failingModelWith(EmbeddingModelListener listener) {
        return new VizslaEmbeddingModel(client, "no-such-model").withListeners(List.of(listener));
    }

    @Override
    protected boolean supportsInputTypeParameter() {
        return true;
    }

    @Override
    protected boolean supportsDimensionsParameter() {
        return true;
    }

    @Override
    protected boolean supportsImageInput() {
        return false;
    }

    @Override
    protected boolean supportsInterleavedInput() {
        return false;
    }

    @Override
    protected int dimensionsParameter() {
        return model.dimension();
    }

    @Test
    void anyNumberOfTextsComesBackInOrder() {
        List<TextSegment> segments = IntStream.range(0, 300)
                .mapToObj(i -> TextSegment.from("text number " + i))
                .toList();

        List<Embedding> embeddings = model.embedAll(segments).content();

        assertThat(embeddings).hasSize(300);
        for (int i : new int[] {0, 255, 256, 299}) {
            Embedding alone = model.embed(segments.get(i)).content();
            assertThat(CosineSimilarity.between(alone, embeddings.get(i))).isGreaterThan(0.999);
        }
    }

    @Test
    void queriesAreReadByTheirOwnPrompt() {
        float[] query = client.embed(
                        new EmbeddingsRequest(List.of("a dog"), Instance.MODEL, InputType.QUERY, null, null, null))
                .vectors()
                .getFirst();

        assertThat(model.forQueries().embed("a dog").content().vector()).isEqualTo(query);
        assertThat(model.embed("a dog").content().vector()).isNotEqualTo(query);
    }

    @Test
    void scoresStandInTheOrderOfTheSegments() {
        List<Double> scores = new VizslaScoringModel(client)
                .scoreAll(
                        List.of(
                                TextSegment.from("a loaf of bread"),
                                TextSegment.from("the Vizsla, a pointing dog"),
                                TextSegment.from("a cloud")),
                        "pointing dog")
                .content();

        assertThat(scores).hasSize(3).allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0));
        assertThat(scores.get(1)).isGreaterThan(scores.get(0)).isGreaterThan(scores.get(2));
    }
}
