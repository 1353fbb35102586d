package io.vizsla.standalone.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.langchain4j.VizslaEmbeddingModel;
import io.vizsla.standalone.rest.InstanceProfile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LangChain4j's own model for OpenAI, unchanged, gets the vectors that {@link VizslaEmbeddingModel} gets. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class OpenAiEmbeddingModelIT {

    private static final List<TextSegment> SEGMENTS = Stream.of(
                    "The Vizsla is a pointing dog from Hungary.",
                    "The barn owl hunts by ear.",
                    "Eine Katze schläft fast den ganzen Tag. 猫 🐈")
            .map(TextSegment::from)
            .toList();

    private final VizslaEmbeddingModel own = new VizslaEmbeddingModel(Instance.client(), Instance.MODEL);

    @ParameterizedTest
    @ValueSource(strings = {"float", "base64"})
    void embedsTheSame(String format) {
        OpenAiEmbeddingModel model = model().encodingFormat(format).build();

        Embedding single = model.embed(SEGMENTS.getFirst()).content();
        var batch = model.embedAll(SEGMENTS);

        assertThat(single).isEqualTo(own.embed(SEGMENTS.getFirst()).content());
        assertThat(batch.content()).isEqualTo(own.embedAll(SEGMENTS).content());
        assertThat(batch.content()).doesNotHaveDuplicates().allSatisfy(one -> assertThat(one.dimension())
                .isEqualTo(384));
        assertThat(batch.tokenUsage().inputTokenCount())
                .isPositive()
                .isEqualTo(own.embedAll(SEGMENTS).tokenUsage().inputTokenCount());
    }

    @Test
    void asItIsBuiltByDefault() {
        OpenAiEmbeddingModel model = model().build();

        assertThat(model.dimension()).isEqualTo(own.dimension());
        assertThat(model.embedAll(SEGMENTS).content())
                .isEqualTo(own.embedAll(SEGMENTS).content());
    }

    private static OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder model() {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(Instance.url() + "/v1")
                .apiKey("any")
                .modelName(Instance.MODEL);
    }
}
