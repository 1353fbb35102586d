package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeDeviceIT {

    private final SplittableRandom random = Seeds.random("ComputeDeviceIT");

    @TempDir
    private Path folder;

    @Test
    void automaticIsTheProcessorWhereThereIsNothingElse() {
        assumeThat(torch.cuda_is_available()).as("a CUDA device").isFalse();

        assertThat(ComputeDevice.of("device", "auto")).hasToString("cpu");
        assertThat(ComputeDevice.of("device", "cpu").isCuda()).isFalse();
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        assumeThat(torch.cuda_is_available()).as("a CUDA device").isFalse();

        assertThatThrownBy(() -> ComputeDevice.of("device", "cuda"))
                .isInstanceOfSatisfying(
                        VizslaException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining("device")
                .hasMessageContaining("no CUDA device");
        assertThatThrownBy(() -> ComputeDevice.of("device", "tpu"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("auto, cpu or cuda");
    }

    /** Any other device moves what lies in the processor's memory, and nothing else. */
    @Test
    void whatIsElsewhereIsMoved() {
        try (PointerScope scope = new PointerScope()) {
            Tensor here = Tensors.of(new float[] {1, 2}, 2);
            ComputeDevice device = ComputeDevice.shapesOnly();
            Tensor there = device.place(here);
            Call call = new Call(
                    new Node("step", "Add", List.of("a", "b"), List.of("c"), Map.of()),
                    List.of(new Value.Native(here), Value.Wholes.list(3, 4)),
                    ScalarType.Float,
                    17,
                    device,
                    null);

            assertThat(there.is_meta()).isTrue();
            assertThat(device.place(there)).isSameAs(there);
            assertThat(ComputeDevice.cpu().place(here)).isSameAs(here);
            assertThat(call.tensor(0).is_meta()).isTrue();
            assertThat(call.tensor(1).is_meta()).isTrue();
        }
    }

    @Test
    void aGraphicsProcessorComputesTheSame() throws IOException {
        assumeThat(torch.cuda_is_available()).as("a CUDA device").isTrue();
        Path file = Graphs.file(Graphs.MINILM, folder);
        try (DifferentiableGraph here = DifferentiableGraph.open(file, Precision.FP32);
                DifferentiableGraph there =
                        DifferentiableGraph.open(file, Precision.FP32, ComputeDevice.of("device", "cuda"));
                PointerScope scope = new PointerScope()) {
            Batch batch = Batch.random(random, 3, 11, 30522, here.inputs());
            float[] expected = Tensors.floats(
                    here.forward(batch.tensors()).values().iterator().next());

            float[] found = Tensors.floats(
                    there.forward(batch.tensors()).values().iterator().next());

            assertThat(found).containsExactly(expected, org.assertj.core.api.Assertions.within(1e-3f));
        }
    }
}
