package io.vizsla.encoding;

import static io.vizsla.encoding.TinyGraph.FLOAT;
import static io.vizsla.encoding.TinyGraph.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a graph's outputs is read. Each output of these graphs is the token's id times a number of its own. */
class GraphOutputTest {

    @TempDir
    private Path folder;

    private TinyModel model;

    @BeforeEach
    void createModel() throws IOException {
        model = TinyModel.decoder(folder);
    }

    @Test
    void theUsualNameComesBeforeTheFirstOutput() throws IOException {
        write("logits", 2, "hidden_states", 2, "last_hidden_state", 2, "present.0.key", 4);

        assertThat(factor(null, 2)).isEqualTo(3);
    }

    @Test
    void withoutUsualNameTheFirstOfTheDimensionIsRead() throws IOException {
        write("logits", 5, "states", 2, "others", 2);

        assertThat(factor(null, 2)).isEqualTo(2);
    }

    @Test
    void aNamedOutputIsRead() throws IOException {
        write("last_hidden_state", 2, "token_embeddings", 2);

        assertThat(factor("token_embeddings", 2)).isEqualTo(2);
        assertThat(factor(null, 2)).isEqualTo(1);
    }

    @Test
    void aNamedOutputThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        write("logits", 5, "states", 2);

        assertInvalid("sentence_embedding", "logits=[-1, -1, 5]", "states=[-1, -1, 2]", "named sentence_embedding");
    }

    @Test
    void aNamedOutputOfAnotherDimensionIsRefused() throws IOException {
        write("logits", 5, "states", 2);

        assertInvalid("logits", "dimension = 2", "[-1, -1, 5]");
    }

    @Test
    void aPooledOutputIsReadOnlyIfTheManifestSaysSo() throws IOException {
        new TinyGraph(INT64)
                .repeat("column", "states", 2, 2)
                .last("states", "sentence_embedding")
                .output("sentence_embedding", FLOAT, "batch", 2)
                .write(model.graph());

        assertInvalid(null, "sentence_embedding=[-1, 2]", "rank 3", "pooling = graph");
        assertInvalid("sentence_embedding", "rank 3", "pooling = graph");

        model = model.with(PoolingMode.GRAPH, PaddingSide.RIGHT);
        // The last token of a text is [SEP].
        assertThat(factor(null, 2)).isEqualTo(1);
        assertThat(factor("sentence_embedding", 2)).isEqualTo(1);
    }

    /** Outputs {@code [batch, tokens, dimension]} of these names, the n-th n times the id. */
    private void write(Object... namesAndDimensions) throws IOException {
        TinyGraph graph = new TinyGraph(INT64);
        for (int i = 0; i < namesAndDimensions.length; i += 2) {
            String name = (String) namesAndDimensions[i];
            int dimension = (Integer) namesAndDimensions[i + 1];
            graph.constant(name + "_factor", new float[] {i / 2 + 1}, 1)
                    .node("Mul", name + "_value", "column", name + "_factor")
                    .repeat(name + "_value", name, dimension, 2)
                    .output(name, FLOAT, "batch", "tokens", dimension);
        }
        graph.write(model.graph());
    }

    private double factor(@Nullable String output, int dimension) {
        ModelManifest manifest = model.manifest(dimension).withOutput(output);
        try (OnnxBiEncoder encoder = OnnxBiEncoder.open(folder, manifest, TinyModel.OPTIONS)) {
            int separator = 102;
            return encoder.encode(List.of(EncodingInput.query("a"))).dense()[0][0] / separator;
        }
    }

    private void assertInvalid(@Nullable String output, String... parts) {
        assertThatThrownBy(() -> factor(output, 2)).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(e.detail()).contains(parts);
        });
    }
}
