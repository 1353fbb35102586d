package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.LongInputs;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.testkit.TinyExport;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read of the graph of an export, and how it becomes a vector. */
class ImportedVectorsTest extends Importing {

    @Test
    void aGraphThatPoolsIsTakenAsItIs() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("sentence_embedding", 2));

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);
        assertThat(model.folder().manifest().output()).isNull();
        assertThat(notices(model)).singleElement().asString().contains("pools by itself", "pooling mean");
    }

    @Test
    void aGraphThatPoolsNeedsNoStatedPoolingAndMayChangeTheDimension() throws IOException {
        export.without("modules.json")
                .without("1_Pooling/config.json")
                .graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 8).withOutput("sentence_embedding", 2));

        ImportedModel model = run(ImportOptions.DEFAULTS.withPrecisions(Set.of(Precision.FP32)));

        assertThat(model.folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);
        assertThat(model.folder().manifest().dimension()).isEqualTo(8);
        assertThat(notices(model)).singleElement().asString().contains("dimension 8", "says 16", "taken: 8");
    }

    @Test
    void stepsThatAreInsideTheGraphAreTold() throws IOException {
        export.text("modules.json", """
                        [{"path":"","type":"sentence_transformers.models.Transformer"},
                         {"path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
                         {"path":"2_Dense","type":"sentence_transformers.models.Dense"},
                         {"path":"3_Dense","type":"sentence_transformers.models.Dense"}]""")
                .text("3_Dense/config.json", "{\"in_features\":32,\"out_features\":16}")
                .graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("sentence_embedding", 2));

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);
        assertThat(notices(model))
                .anyMatch(notice -> notice.contains("step Dense in \"2_Dense\": the graph gives vectors"))
                .anyMatch(notice -> notice.contains("step Dense in \"3_Dense\""));
    }

    @Test
    void stepsBehindThePoolingHaveTheVectorsReadAndNotTheStatesBesideThem() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withStatesBeside("sentence_embedding"));
        assertThat(run(ImportOptions.DEFAULTS.withName("plain"))
                        .folder()
                        .manifest()
                        .pooling())
                .isEqualTo(PoolingMode.MEAN);
        export.text("modules.json", """
                [{"path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
                 {"path":"2_Dense","type":"sentence_transformers.models.Dense"}]""");

        assertThat(run(ImportOptions.DEFAULTS).folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);

        ImportOptions states =
                ImportOptions.DEFAULTS.withPooling(PoolingMode.MEAN).withName("states");
        assertBroken(() -> run(states), "step Dense");
    }

    @Test
    void anOutputOfAnotherNameStandsInTheManifest() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("vectors", 2));

        ModelManifest manifest =
                run(ImportOptions.DEFAULTS.withOutput("vectors")).folder().manifest();

        assertThat(manifest.output()).isEqualTo("vectors");
        assertThat(manifest.pooling()).isEqualTo(PoolingMode.GRAPH);
        ModelManifest usual = run(ImportOptions.DEFAULTS
                        .withPooling(PoolingMode.GRAPH)
                        .withName("other"))
                .folder()
                .manifest();
        assertThat(usual.output()).isNull();
        assertThat(usual.pooling()).isEqualTo(PoolingMode.GRAPH);
    }

    @Test
    void truncationsAreThoseOfTheExportOrThoseThatAreNamed() throws IOException {
        export.text("config_sentence_transformers.json", "{\"truncate_dim\":4,\"matryoshka_dims\":[16,8,4]}");

        ImportedModel stated = run(ImportOptions.DEFAULTS);
        ImportedModel named =
                run(ImportOptions.DEFAULTS.withTruncations(List.of(2, 12)).withName("named"));

        assertThat(stated.folder().manifest().truncations()).containsExactly(8, 4);
        assertThat(notices(stated)).singleElement().asString().contains("truncate_dim 4");
        assertThat(named.folder().manifest().truncations()).containsExactly(12, 2);
        assertThat(notices(named)).isEmpty();
    }

    @Test
    void longPassagesAreReadInWindowsWhereThatIsAskedFor() {
        ModelManifest usual = run(ImportOptions.DEFAULTS.withLongInputs(LongInputsOption.parse("windows")))
                .folder()
                .manifest();
        ModelManifest own = run(ImportOptions.DEFAULTS
                        .withLongInputs(LongInputsOption.parse("5:3"))
                        .withName("own"))
                .folder()
                .manifest();

        assertThat(usual.longInputs()).isEqualTo(LongInputs.windowsOf(32));
        assertThat(own.longInputs()).isEqualTo(new LongInputs(5, 3));
        for (String wrong : new String[] {"", "all", "0", "257", "2:99999", "1:3", "5:", ":3", "99999999999"}) {
            assertThatThrownBy(() -> LongInputsOption.parse(wrong))
                    .isInstanceOfSatisfying(
                            VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
    }
}
