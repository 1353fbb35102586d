package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose graphs give something else than their manifests say. */
class WrongGraphsTest {

    private static final ModelFile FULL = file("full.onnx");
    private static final ModelFile SMALL = file("small.onnx");
    private static final EncoderOptions OPTIONS = EncoderOptions.defaults().withThreads(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTokenizer() throws IOException {
        Path model = TestModels.folder(TestModels.MINILM).path();
        Files.copy(model.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    }

    @Test
    void rightGraphsAreRead() throws IOException {
        TinyGraph.states(folder.resolve("full.onnx"), 4);
        try (OnnxBiEncoder encoder = OnnxBiEncoder.open(folder, biEncoder(Map.of(Precision.FP32, FULL)), OPTIONS)) {
            assertThat(encoder.encode(List.of(EncodingInput.query("a"))).dense()[0])
                    .hasSize(4);
        }
        TinyGraph.logits(folder.resolve("full.onnx"), 1);
        try (OnnxCrossEncoder encoder = OnnxCrossEncoder.open(folder, crossEncoder(), OPTIONS)) {
            assertThat(encoder.score("a", List.of("b", "c d"))).hasSize(2);
        }
    }

    @Test
    void theProbeRefusesASmallGraphOfAnotherDimension() throws IOException {
        TinyGraph.states(folder.resolve("full.onnx"), 4);
        TinyGraph.states(folder.resolve("small.onnx"), 2);
        ModelManifest manifest = biEncoder(Map.of(Precision.FP32, FULL, Precision.INT8, SMALL));

        assertInvalid(() -> OnnxBiEncoder.open(folder, manifest, OPTIONS), "4", "[-1, -1, 2]", "small.onnx");
    }

    @Test
    void theProbeRefusesASmallGraphThatTurnsOutToHaveAnotherDimension() throws IOException {
        TinyGraph.states(folder.resolve("full.onnx"), 4);
        TinyGraph.openStates(folder.resolve("small.onnx"));
        ModelManifest manifest = biEncoder(Map.of(Precision.FP32, FULL, Precision.INT8, SMALL));

        assertInvalid(() -> OnnxBiEncoder.open(folder, manifest, OPTIONS), "4", "[2, 3, 3]", "small.onnx");
    }

    @Test
    void statesThatTurnOutToHaveAnotherDimensionAreRefusedAtOpening() throws IOException {
        TinyGraph.openStates(folder.resolve("full.onnx"));

        for (int dimension = 2; dimension < 5; dimension++) {
            ModelManifest manifest = manifest(Architecture.ENCODER, Map.of(Precision.FP32, FULL), dimension, null);
            int tokens = dimension == 3 ? 2 : 3;
            assertInvalid(
                    () -> OnnxBiEncoder.open(folder, manifest, OPTIONS),
                    "dimension = " + dimension,
                    "[2, " + tokens + ", " + tokens + "]",
                    "states of full.onnx");
        }
    }

    @Test
    void aTokenizerWithMoreTokensThanTheGraphIsRefused() throws IOException {
        TinyGraph.table(folder.resolve("full.onnx"), 30_521, 2);
        ModelManifest manifest = manifest(Architecture.ENCODER, Map.of(Precision.FP32, FULL), 2, null);

        assertInvalid(
                () -> OnnxBiEncoder.open(folder, manifest, OPTIONS),
                "tokenizer does not fit",
                "ids up to 30521",
                "full.onnx knows 30521 tokens");
    }

    @Test
    void theProbeRefusesATokenizerWithMoreTokensThanASmallGraph() throws IOException {
        TinyGraph.states(folder.resolve("full.onnx"), 2);
        TinyGraph.table(folder.resolve("small.onnx"), 50, 2);
        ModelManifest manifest =
                manifest(Architecture.ENCODER, Map.of(Precision.FP32, FULL, Precision.INT8, SMALL), 2, null);

        assertInvalid(() -> OnnxBiEncoder.open(folder, manifest, OPTIONS), "small.onnx knows 50 tokens");
    }

    @Test
    void aGraphMayKnowMoreTokensThanTheTokenizer() throws IOException {
        for (int rows : new int[] {30_522, 30_528}) {
            TinyGraph.table(folder.resolve("full.onnx"), rows, 2);
            ModelManifest manifest = manifest(Architecture.ENCODER, Map.of(Precision.FP32, FULL), 2, null);
            try (OnnxBiEncoder encoder = OnnxBiEncoder.open(folder, manifest, OPTIONS)) {
                assertThat(encoder.encode(List.of(EncodingInput.query("a"))).dense())
                        .hasDimensions(1, 2);
            }
        }
    }

    @Test
    void aGraphOfOneTextIsRefused() throws IOException {
        new TinyGraph(TinyGraph.INT64)
                .input("attention_mask", TinyGraph.INT64, 1, "tokens")
                .output("column", TinyGraph.FLOAT, "batch", "tokens", 1)
                .write(folder.resolve("full.onnx"));
        ModelManifest manifest = manifest(Architecture.ENCODER, Map.of(Precision.FP32, FULL), 1, null);

        assertInvalid(() -> OnnxBiEncoder.open(folder, manifest, OPTIONS), "full.onnx does not run", "attention_mask");
    }

    @Test
    void twoLogitsAreRefusedAtOpening() throws IOException {
        TinyGraph.logits(folder.resolve("full.onnx"), 2);

        assertInvalid(() -> OnnxCrossEncoder.open(folder, crossEncoder(), OPTIONS), "logits", "[-1, 2]", "one logit");
    }

    @Test
    void moreLogitsThanPairsAreRefusedAtOpening() throws IOException {
        TinyGraph.openLogits(folder.resolve("full.onnx"));

        assertInvalid(() -> OnnxCrossEncoder.open(folder, crossEncoder(), OPTIONS), "logits", "[2, 3]", "one logit");
    }

    @Test
    void anEndTokenThatIsNoneClosesTheParts() throws IOException {
        TinyGraph.states(folder.resolve("full.onnx"), 4);
        ModelManifest manifest = manifest(Architecture.ENCODER, Map.of(Precision.FP32, FULL), 4, "</s>");
        BiEncoderParts parts = BiEncoderParts.open(folder, manifest, OPTIONS);

        assertInvalid(() -> OnnxBiEncoder.over(parts, manifest, OPTIONS, EncoderListener.NONE), "appendEos", "</s>");

        assertThatThrownBy(() -> parts.tokenizer().spans("a")).hasMessageContaining("tokenizer is closed");
        assertThatThrownBy(() -> parts.lone().run(TokenBatch.of(List.of(), PaddingSide.RIGHT)))
                .hasMessageContaining("model is closed");
    }

    private static void assertInvalid(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(e.detail()).contains(parts);
        });
    }

    private static ModelFile file(String name) {
        return new ModelFile(name, "0".repeat(64), 0);
    }

    private static ModelManifest biEncoder(Map<Precision, ModelFile> graphs) {
        return manifest(Architecture.ENCODER, graphs, 4, null);
    }

    private static ModelManifest crossEncoder() {
        return manifest(Architecture.CROSS_ENCODER, Map.of(Precision.FP32, FULL), 1, null);
    }

    private static ModelManifest manifest(
            Architecture architecture, Map<Precision, ModelFile> graphs, int dimension, String appendEos) {
        return new ModelManifest(
                "tiny",
                "1",
                architecture,
                graphs,
                file("tokenizer.json"),
                null,
                0,
                dimension,
                512,
                PoolingMode.MEAN,
                true,
                PaddingSide.RIGHT,
                appendEos,
                Map.of(),
                "en",
                Map.of());
    }
}
