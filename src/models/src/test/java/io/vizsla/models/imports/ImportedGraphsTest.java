package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.Precision;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import io.vizsla.testkit.TinyExport;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which graphs of an export are kept, and what belongs to them. */
class ImportedGraphsTest extends Importing {

    @Test
    void ofManyVariantsThePlainOneIsTaken() throws IOException {
        Path onnx = export.folder().resolve("onnx");
        Files.copy(onnx.resolve("model.onnx"), onnx.resolve("model_O2.onnx"));
        Files.writeString(onnx.resolve("model_q4.onnx"), "no graph");

        ImportedModel model = run(ImportOptions.DEFAULTS.withPrecisions(Set.of(Precision.FP32)));

        assertThat(model.folder().manifest().graphs()).containsOnlyKeys(Precision.FP32);
        assertThat(notices(model)).hasSize(2);
        assertThat(String.join("\n", notices(model))).contains("model_q4.onnx", "model_O2.onnx");
    }

    @Test
    void eightBitsAloneAreKeptWhereTheyAreAskedFor() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withData("model.onnx_data"));

        ImportedModel model = run(ImportOptions.DEFAULTS.withPrecisions(Set.of(Precision.INT8)));

        assertThat(model.folder().manifest().graphs()).containsOnlyKeys(Precision.INT8);
        assertThat(contentOf(model.folder().path())).containsExactly("model-int8.onnx", "model.json", "tokenizer.json");
    }

    @Test
    void aGraphThatCannotBeQuantizedStaysAsItIs() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOpset(9));

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().graphs()).containsOnlyKeys(Precision.FP32);
        assertThat(notices(model)).singleElement().asString().contains("no int8 graph", "opset");
    }

    @Test
    void weightsBesideTheGraphAreCopiedAndVerified() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withData("weights/model.onnx_data"));

        ModelFolder folder = run(ImportOptions.DEFAULTS).folder();

        ModelFile graph = folder.manifest().graph(Precision.FP32);
        assertThat(graph.data()).singleElement().satisfies(data -> {
            assertThat(data.path()).isEqualTo("weights/model.onnx_data");
            assertThat(data.bytes()).isEqualTo((TinyExport.TOKENS * 16 + 16 * 16) * 4L);
        });
        assertThat(folder.manifest().graph(Precision.INT8).data()).isEmpty();
        assertThat(new ModelFolders(models).verify("tiny-model")).isEqualTo(folder);
        Path data = folder.path().resolve("weights/model.onnx_data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[7] ^= 1;
        Files.write(data, bytes);
        assertBroken(() -> new ModelFolders(models).verify("tiny-model"), "weights/model.onnx_data");
        Files.write(data, new byte[3]);
        assertBroken(() -> new ModelFolders(models).find("tiny-model"), "weights/model.onnx_data");
        Files.delete(data);
        assertBroken(() -> new ModelFolders(models).find("tiny-model"), "weights/model.onnx_data");
    }
}
