package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A model's own ONNX graph, computed step by step on libtorch tensors so that gradients flow to its weights. What it
 * computes is what ONNX Runtime computes, within rounding; what is trained here can be written back into the same graph.
 *
 * <p>Memory is libtorch's and is freed at known points: a value of the graph goes after its last use unless its gradient
 * needs it, and what {@link #forward} returns belongs to the pointer scope that the caller has open. Not safe for use by
 * several threads at once; libtorch spreads each step over threads itself.
 */
public final class DifferentiableGraph implements AutoCloseable {

    private final Path source;
    private final Plan plan;
    private final Precision precision;
    private final ComputeDevice device;
    private final Map<String, Tensor> parameters;
    private final Map<String, LowRankUpdate> updates = new LinkedHashMap<>();

    private DifferentiableGraph(
            Path source, Plan plan, Precision precision, ComputeDevice device, Map<String, Tensor> parameters) {
        this.source = source;
        this.plan = plan;
        this.precision = precision;
        this.device = device;
        this.parameters = parameters;
    }

    /**
     * Reads a graph that the processor computes. Its weights are copied; none asks for a gradient yet.
     *
     * @param file graph with its weights inside
     * @throws VizslaException {@code INVALID_MODEL} if it is no such graph, naming the first operator that is not known or
     *     the first tensor that lies in another file
     * @throws IOException if the file cannot be read
     */
    public static DifferentiableGraph open(Path file, Precision precision) throws IOException {
        return open(file, precision, ComputeDevice.cpu());
    }

    /**
     * Reads a graph that a device computes. Its weights are copied; none asks for a gradient yet.
     *
     * @param file graph with its weights inside
     * @throws VizslaException {@code INVALID_MODEL} if it is no such graph, naming the first operator that is not known or
     *     the first tensor that lies in another file
     * @throws IOException if the file cannot be read
     */
    public static DifferentiableGraph open(Path file, Precision precision, ComputeDevice device) throws IOException {
        return open(file, precision, device, true);
    }

    static DifferentiableGraph open(Path file, Precision precision, boolean isFused) throws IOException {
        return open(file, precision, ComputeDevice.cpu(), isFused);
    }

    private static DifferentiableGraph open(Path file, Precision precision, ComputeDevice device, boolean isFused)
            throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Plan plan = Plan.of(GraphFile.read(file), isFused).on(device);
            plan.constants().values().forEach(DifferentiableGraph::retain);
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            for (Map.Entry<String, TensorProto> entry : plan.parameters().entrySet()) {
                Tensor tensor = device.place(Call.in(
                        precision.weights(),
                        Tensors.of(Constants.floats(entry.getValue()), Constants.shape(entry.getValue()))));
                tensor.retainReference();
                parameters.put(entry.getKey(), tensor);
            }
            return new DifferentiableGraph(file, plan, precision, device, parameters);
        }
    }

    /** Returns what computes the graph. */
    public ComputeDevice device() {
        return device;
    }

    /** Returns the weights by the names that the graph gives them, in its order. They belong to the graph. */
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * Puts low-rank updates beside weights of linear layers: only they ask for gradients then, the weights themselves stay.
     * What was computed before stays the same until they are moved.
     *
     * @param chosen tells by the name that the graph gives a weight; others than matrices that one step multiplies by are
     *     left as they are
     * @return the matrices that are trained, two for each weight, by its name with {@code .A} or {@code .B} behind it; they
     *     belong to the graph
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are updates already, or no weight of a linear layer is chosen
     */
    public Map<String, Tensor> addLowRank(LowRankOptions options, Predicate<String> chosen) {
        if (!updates.isEmpty()) {
            throw VizslaException.invalid("low-rank updates", updates.size(), "none so far");
        }
        SplittableRandom random = new SplittableRandom(options.seed());
        parameters.values().forEach(weight -> weight.set_requires_grad(false));
        LinearWeights.of(plan.steps(), parameters).stream()
                .filter(chosen)
                .forEach(name -> updates.put(name, LowRankUpdate.of(weight(name), options, random.split())));
        if (updates.isEmpty()) {
            throw VizslaException.invalid("weights", "none", "one or more weights of linear layers");
        }
        Map<String, Tensor> trained = new LinkedHashMap<>();
        updates.forEach((name, update) -> {
            trained.put(name + ".A", update.down());
            trained.put(name + ".B", update.up());
        });
        return trained;
    }

    private Tensor weight(String name) {
        return Objects.requireNonNull(parameters.get(name));
    }

    /**
     * Returns which layer of a transformer each weight belongs to: 1 for the first layer, 0 for what comes before it, such as
     * the vectors of words. A layer begins with the products that make an attention's queries, keys and values; a norm before
     * these counts to the layer before. Weights that no output needs are left out.
     */
    public Map<String, Integer> layers() {
        return LayerPlaces.of(plan.steps(), parameters.keySet());
    }

    /** Returns the names of what {@link #forward} must be given. */
    public List<String> inputs() {
        return plan.inputs();
    }

    /** Returns the names of what {@link #forward} gives. */
    public List<String> outputs() {
        return plan.outputs();
    }

    /**
     * Computes the outputs.
     *
     * @param given a tensor for each input, which is copied wherever it is used if it is not on the device; they stay the
     *     caller's
     * @return a tensor for each output, in the pointer scope that is open
     * @throws VizslaException {@code INVALID_MODEL} if an input is missing or a step fails, naming it
     */
    public Map<String, Tensor> forward(Map<String, Tensor> given) {
        return forward(given, precision.type());
    }

    /** Computes the outputs as {@link #forward} does, but products too in the precision of the weights, as serving has it. */
    public Map<String, Tensor> forwardInFull(Map<String, Tensor> given) {
        return forward(given, precision.weights());
    }

    private Map<String, Tensor> forward(Map<String, Tensor> given, ScalarType products) {
        Map<String, Value> values = new HashMap<>();
        try {
            for (int i = 0; i < plan.steps().size(); i++) {
                Node step = plan.steps().get(i);
                compute(step, given, values, products);
                for (String name : plan.gone().get(i)) {
                    release(values.remove(name));
                }
            }
            Map<String, Tensor> results = new LinkedHashMap<>();
            for (String output : plan.outputs()) {
                results.put(output, result(lookUp(output, given, values)));
            }
            return results;
        } finally {
            values.values().forEach(DifferentiableGraph::release);
        }
    }

    private void compute(Node step, Map<String, Tensor> given, Map<String, Value> values, ScalarType products) {
        try (PointerScope scope = new PointerScope()) {
            List<@Nullable Value> inputs = new ArrayList<>();
            for (String name : step.inputs()) {
                inputs.add(name.isEmpty() ? null : lookUp(name, given, values));
            }
            List<Value> results =
                    Operators.of(step).apply(new Call(step, inputs, products, plan.opset(), device, updateOf(step)));
            for (int i = 0; i < results.size(); i++) {
                Value placed = device.place(results.get(i));
                retain(placed);
                values.put(step.outputs().get(i), placed);
            }
        } catch (RuntimeException broken) {
            throw broken instanceof VizslaException typed
                    ? typed
                    : VizslaException.of(
                            ErrorCode.INVALID_MODEL,
                            "The step " + step.name() + " (" + step.operator() + ") cannot be computed: "
                                    + firstLine(broken),
                            broken);
        }
    }

    private @Nullable LowRankUpdate updateOf(Node step) {
        return updates.get(step.input(1));
    }

    /** libtorch's messages go on with a trace of its own. */
    private static String firstLine(RuntimeException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    private Value lookUp(String name, Map<String, Tensor> given, Map<String, Value> values) {
        Value computed = values.get(name);
        if (computed != null) {
            return computed;
        }
        Value constant = plan.constants().get(name);
        if (constant != null) {
            return constant;
        }
        Tensor tensor = parameters.containsKey(name) ? parameters.get(name) : given.get(name);
        if (tensor == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "input of the graph", name, "given, as are " + plan.inputs());
        }
        return new Value.Native(tensor);
    }

    /** Returns a second handle on the same numbers, for the caller's scope. */
    private static Tensor result(Value value) {
        return new Tensor(value.tensor());
    }

    private static void retain(Value value) {
        if (value instanceof Value.Native held) {
            held.tensor().retainReference();
        }
    }

    private static void release(@Nullable Value value) {
        if (value instanceof Value.Native held) {
            held.tensor().releaseReference();
        }
    }

    /**
     * Writes the graph with the weights that it has now, low-rank updates added to them: the same steps and names as in the file that it was read from,
     * which must still be there; each weight in the number format that it had.
     *
     * @throws IOException if a file cannot be read or written
     */
    public void write(Path target) throws IOException {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Map<String, Tensor> weights = new LinkedHashMap<>(parameters);
            updates.forEach((name, update) -> weights.put(name, update.merged(weight(name))));
            WeightWriter.write(source, weights, target);
        }
    }

    /** Frees the weights and their updates. */
    @Override
    public void close() {
        plan.constants().values().forEach(DifferentiableGraph::release);
        parameters.values().forEach(Tensor::releaseReference);
        updates.values().forEach(LowRankUpdate::free);
    }
}
