package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightWriterIT {

    private final SplittableRandom random = Seeds.random("WeightWriterIT");

    @TempDir
    private Path folder;

    @Test
    void untrainedWeightsComeBackAsTheyWere() throws IOException {
        Path source = Graphs.file(Graphs.MINILM, folder);
        Path target = folder.resolve("written.onnx");

        try (DifferentiableGraph graph = DifferentiableGraph.open(source, Precision.FP32)) {
            graph.write(target);
        }

        GraphFile before = GraphFile.read(source);
        GraphFile after = GraphFile.read(target);
        assertThat(after.graph().getNodeList()).isEqualTo(before.graph().getNodeList());
        assertThat(after.graph().getInitializerList())
                .extracting(TensorProto::getName)
                .isEqualTo(before.graph().getInitializerList().stream()
                        .map(TensorProto::getName)
                        .toList());
        for (int i = 0; i < before.graph().getInitializerCount(); i++) {
            TensorProto old = before.graph().getInitializer(i);
            if (Types.isFloating(old.getDataType())) {
                assertThat(Constants.floats(after.graph().getInitializer(i)))
                        .as(old.getName())
                        .isEqualTo(Constants.floats(old));
            }
        }
    }

    @Test
    void theRuntimeComputesWithWhatWasTrained() throws IOException, OrtException {
        Path source = Graphs.file(Graphs.BGE, folder);
        Path target = folder.resolve("written.onnx");
        try (DifferentiableGraph graph = DifferentiableGraph.open(source, Precision.FP32);
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            torch.manual_seed(random.nextInt());
            // Five times that makes a model in which rounding grows: two ways of adding up differ by more than the
            // bound.
            graph.parameters().values().forEach(weight -> weight.add_(torch.randn_like(weight), new Scalar(0.001f)));
            Batch batch = Batch.random(random, 3, 11, 30522, graph.inputs());
            float[] trained = Tensors.floats(
                    graph.forward(batch.tensors()).values().iterator().next());

            graph.write(target);

            assertThat(OnnxOracle.run(target, batch)).containsExactly(trained, within(1e-4f));
            assertThat(OnnxOracle.apart(OnnxOracle.run(source, batch), trained)).isGreaterThan(1e-3f);
        }
    }
}
