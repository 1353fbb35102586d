package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operator alone: forward against ONNX Runtime, gradients against finite differences. */
class OperatorsIT {

    private static final double STEP = 1e-5;

    private final SplittableRandom random = Seeds.random("OperatorsIT");

    @TempDir
    private Path folder;

    @Test
    void everyOperatorIsTried() {
        assertThat(OperatorCases.all(random).stream()
                        .map(OperatorCase::operator)
                        .collect(Collectors.toSet()))
                .isEqualTo(Operators.names());
    }

    @Test
    void computesWhatTheRuntimeComputes() throws IOException, OrtException {
        for (OperatorCase one : OperatorCases.all(random)) {
            Path file = one.write(folder);
            List<float[]> theirs = runtime(file);
            try (DifferentiableGraph graph = DifferentiableGraph.open(file, Precision.FP32);
                    PointerScope scope = new PointerScope()) {
                List<Tensor> ours = new ArrayList<>(graph.forward(Map.of()).values());
                for (int i = 0; i < theirs.size(); i++) {
                    assertThat(Tensors.floats(ours.get(i)))
                            .as(one.operator() + " " + i)
                            .containsExactly(theirs.get(i), within(1e-5f));
                }
            }
        }
    }

    @Test
    void gradientsAreFiniteDifferences() throws IOException {
        for (OperatorCase one : OperatorCases.all(random)) {
            if (one.isTrained()) {
                checkGradients(one);
            }
        }
    }

    private void checkGradients(OperatorCase one) throws IOException {
        try (DifferentiableGraph graph = DifferentiableGraph.open(one.write(folder), Precision.FP64);
                PointerScope scope = new PointerScope()) {
            graph.parameters().values().forEach(tensor -> tensor.set_requires_grad(true));
            sum(graph).backward();
            for (Map.Entry<String, Tensor> parameter : graph.parameters().entrySet()) {
                double[] gradient = doubles(parameter.getValue().grad());
                for (int i = 0; i < gradient.length; i++) {
                    double expected = difference(graph, parameter.getValue(), i);
                    assertThat(gradient[i])
                            .as("%s, %s[%d]", one.operator(), parameter.getKey(), i)
                            .isCloseTo(expected, within(1e-3 * Math.max(1e-3, Math.abs(expected))));
                }
            }
        }
    }

    private static double difference(DifferentiableGraph graph, Tensor parameter, int at) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor one = parameter.view(-1).select(0, at);
            one.add_(new Scalar(STEP));
            double above = sum(graph).item_double();
            one.sub_(new Scalar(2 * STEP));
            double below = sum(graph).item_double();
            one.add_(new Scalar(STEP));
            return (above - below) / (2 * STEP);
        }
    }

    /** Returns one number that every result moves, each in its own measure. */
    private static Tensor sum(DifferentiableGraph graph) {
        Tensor sum = torch.zeros(new long[0], Tensors.FLOAT).to(torch.ScalarType.Double);
        for (Tensor result : graph.forward(Map.of()).values()) {
            Tensor weights = torch.arange(new Scalar((double) result.numel())).add(new Scalar(1.0));
            sum = sum.add(torch.sin(weights)
                    .reshape(Tensors.shape(result))
                    .mul(result)
                    .sum());
        }
        return sum;
    }

    private static double[] doubles(Tensor tensor) {
        double[] values = new double[(int) tensor.numel()];
        tensor.contiguous().data_ptr_double().get(values);
        return values;
    }

    private static List<float[]> runtime(Path file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OrtSession.Result result = session.run(Map.of())) {
            List<float[]> outputs = new ArrayList<>();
            result.forEach(output -> outputs.add(OnnxOracle.floats(output.getValue())));
            return outputs;
        } catch (OrtException refused) {
            throw new AssertionError("the runtime refuses " + file.getFileName(), refused);
        }
    }

    /** Not held against the runtime, which refuses such a step. */
    @Test
    void aSumOverNoAxesIsItsInput() throws IOException {
        Path file = new OperatorCase("ReduceSum", random)
                .with("noop_with_empty_axes", 1)
                .weight(2, 3)
                .wholes()
                .write(folder);

        try (DifferentiableGraph graph = DifferentiableGraph.open(file, Precision.FP32);
                PointerScope scope = new PointerScope()) {
            Tensor result = graph.forward(Map.of()).values().iterator().next();

            assertThat(Tensors.floats(result))
                    .containsExactly(Tensors.floats(graph.parameters().get("in0")));
        }
    }

    @Test
    void namesTheFirstOperatorThatIsUnknown() throws IOException {
        Path file = new OperatorCase("Hardmax", random).weight(2, 3).write(folder);

        assertThatThrownBy(() -> DifferentiableGraph.open(file, Precision.FP32))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("Hardmax")
                .hasMessageContaining("operator of the step step");
    }

    @Test
    void namesTheStepThatFails() throws IOException {
        Path file = new OperatorCase("MatMul", random).weight(2, 3).weight(2, 3).write(folder);

        try (DifferentiableGraph graph = DifferentiableGraph.open(file, Precision.FP32)) {
            assertThatThrownBy(() -> graph.forward(Map.of()))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("The step step (MatMul) cannot be computed");
        }
    }
}
