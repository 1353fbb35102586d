package io.vizsla.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.TokenizerFit;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphOutlineTest {

    @TempDir
    private Path dir;

    @Test
    void weightsAreSteppedOver() throws IOException {
        GraphOutline outline = GraphOutline.read(TinyOnnx.of(50, 8).write(dir.resolve("m.onnx")));

        assertThat(outline.inputs()).containsExactly("input_ids", "attention_mask");
        assertThat(outline.outputs())
                .containsExactly(new GraphOutline.Output("last_hidden_state", List.of(-1L, -1L, 8L)));
        assertThat(outline.weights()).isEqualTo("fp32");
        assertThat(outline.embeddingRows()).isEqualTo(OptionalLong.of(50));
        assertThat(outline.data()).isEmpty();
        assertThat(outline.bytes()).isEqualTo(Files.size(dir.resolve("m.onnx")));
    }

    @Test
    void weightsOfMoreThanTwoGibibytesAreCounted() throws IOException {
        Path file = TinyOnnx.of(1L << 30, 8).withData("a/w.bin").write(dir.resolve("m.onnx"));

        GraphOutline outline = GraphOutline.read(file);

        assertThat(outline.data()).isEqualTo(Map.of("a/w.bin", (1L << 35) + 8 * 8 * 4));
        assertThat(outline.dataBytes()).isGreaterThan(Integer.MAX_VALUE);
        assertThat(outline.embeddingRows()).isEqualTo(OptionalLong.of(1L << 30));
    }

    @Test
    void theBuiltInGraphsAreUnderstoodInBothPrecisions() throws IOException {
        ModelFolder model = BuiltInModels.ensure(dir, "all-minilm-l6-v2");

        GraphOutline full = GraphOutline.read(model.path().resolve("model.onnx"));
        GraphOutline small = GraphOutline.read(model.path().resolve("model-int8.onnx"));

        assertThat(full.weights()).isEqualTo("fp32");
        assertThat(small.weights()).isEqualTo("int8");
        assertThat(full.embeddingRows()).isEqualTo(OptionalLong.of(30522)).isEqualTo(small.embeddingRows());
        assertThat(TokenizerFit.largestId(model.path().resolve("tokenizer.json")))
                .isEqualTo(30521);
        TokenizerFit.check(model);
    }

    @Test
    void weightsBesideTheGraphGiveTheSameSmallGraph() throws IOException {
        Path inside = TinyOnnx.of(50, 8).write(dir.resolve("a.onnx"));
        Path beside = TinyOnnx.of(50, 8).withData("b.data").write(dir.resolve("b.onnx"));

        SmallGraph.write(inside, dir.resolve("a8.onnx"));
        SmallGraph.write(beside, dir.resolve("b8.onnx"));

        assertThat(dir.resolve("b8.onnx")).hasSameBinaryContentAs(dir.resolve("a8.onnx"));
    }
}
