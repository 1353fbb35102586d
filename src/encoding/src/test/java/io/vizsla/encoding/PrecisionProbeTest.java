package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which precision reads texts where nothing was asked for. */
class PrecisionProbeTest {

    @TempDir
    private Path folder;

    private TinyModel model;

    @BeforeEach
    void createModel() throws IOException {
        model = TinyModel.decoder(folder);
    }

    @Test
    void theFinestComesFirst() throws IOException {
        write(Precision.FP32, TinyGraph.FLOAT);
        write(Precision.FP16, TinyGraph.FLOAT16);
        write(Precision.BF16, TinyGraph.BFLOAT16);

        assertThat(chosen(Precision.BF16, Precision.FP16, Precision.FP32)).isEqualTo(Precision.FP32);
        assertThat(chosen(Precision.BF16, Precision.FP16)).isEqualTo(Precision.FP16);
    }

    @Test
    void whatHasNoKernelHereIsPassedOver() throws IOException {
        write(Precision.BF16, TinyGraph.BFLOAT16);
        write(Precision.INT8, TinyGraph.FLOAT);

        assertThat(chosen(Precision.BF16, Precision.INT8)).isEqualTo(Precision.INT8);
    }

    /** A sum of two numbers of this type, which the runtime cannot compute in bf16. */
    private void write(Precision precision, int type) throws IOException {
        new TinyGraph(TinyGraph.INT64)
                .cast("column", "number", type)
                .node("Add", "states", "number", "number")
                .output("states", type, "batch", "tokens", 1)
                .write(folder.resolve(precision.id() + ".onnx"));
    }

    private Precision chosen(Precision... precisions) {
        var graphs = Arrays.stream(precisions)
                .collect(Collectors.toMap(one -> one, one -> new ModelFile(one.id() + ".onnx", "0".repeat(64), 0)));
        try (OnnxBiEncoder encoder = OnnxBiEncoder.open(folder, model.manifest(1, graphs), TinyModel.OPTIONS)) {
            return encoder.precision(Role.PASSAGE);
        }
    }
}
