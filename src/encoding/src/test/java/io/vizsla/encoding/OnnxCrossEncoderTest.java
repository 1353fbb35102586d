package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxCrossEncoderTest {

    private static final String ANY = "0".repeat(64);

    @Test
    void logitsAreTheGoldenOnesInOneBatchPerQuery() throws IOException {
        Path folder = SharedData.require("golden/tiny-cross-encoder");
        Map<String, Map<String, Double>> expected = read(folder);

        try (OnnxCrossEncoder encoder =
                OnnxCrossEncoder.open(folder, manifest(Architecture.CROSS_ENCODER), EncoderOptions.defaults())) {
            expected.forEach((query, logits) -> {
                List<String> passages = List.copyOf(logits.keySet());
                double[] scores = encoder.score(query, passages);
                for (int i = 0; i < scores.length; i++) {
                    assertThat(scores[i]).isCloseTo(logits.get(passages.get(i)), within(1e-4));
                }
            });
        }
    }

    @Test
    void badInputGivesOneFiniteLogitEach() {
        Path folder = SharedData.require("golden/tiny-cross-encoder");
        List<String> passages = BadTexts.all();

        try (OnnxCrossEncoder encoder =
                OnnxCrossEncoder.open(folder, manifest(Architecture.CROSS_ENCODER), EncoderOptions.defaults())) {
            for (String query : List.of("", "what", BadTexts.LONG_WORD, "word ".repeat(10_000))) {
                double[] scores = encoder.score(query, passages);
                assertThat(scores).hasSize(passages.size()).doesNotContain(Double.NaN);
            }
            assertThat(encoder.score("q", List.of())).isEmpty();
        }
    }

    @Test
    void refusesAManifestOfABiEncoder() {
        Path folder = SharedData.require("golden/tiny-cross-encoder");

        assertThatThrownBy(
                        () -> OnnxCrossEncoder.open(folder, manifest(Architecture.ENCODER), EncoderOptions.defaults()))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("architecture");
    }

    @Test
    void refusesAGraphThatGivesTokenStates() {
        Path folder = TestModels.folder(TestModels.MINILM).path();

        assertThatThrownBy(() ->
                        OnnxCrossEncoder.open(folder, manifest(Architecture.CROSS_ENCODER), EncoderOptions.defaults()))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("model.onnx outputs")
                .hasMessageContaining("last_hidden_state")
                .hasMessageContaining("rank 2");
    }

    private static ModelManifest manifest(Architecture architecture) {
        return new ModelManifest(
                "tiny-cross-encoder",
                "1",
                architecture,
                Map.of(Precision.FP32, new ModelFile("model.onnx", ANY, 0)),
                new ModelFile("tokenizer.json", ANY, 0),
                null,
                0,
                1,
                512,
                PoolingMode.CLS,
                false,
                PaddingSide.RIGHT,
                null,
                Map.of(),
                "en",
                Map.of());
    }

    private static Map<String, Map<String, Double>> read(Path folder) throws IOException {
        JsonNode golden =
                new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        Map<String, Map<String, Double>> expected = new LinkedHashMap<>();
        for (JsonNode pair : golden.get("pairs")) {
            expected.computeIfAbsent(pair.get("query").asText(), q -> new LinkedHashMap<>())
                    .put(pair.get("passage").asText(), pair.get("logit").asDouble());
        }
        assertThat(expected).isNotEmpty();
        return expected;
    }
}
