package io.vizsla.training.encoder;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.DifferentiableGraph;
import io.vizsla.training.graph.LowRankOptions;
import io.vizsla.training.graph.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An embedding model whose weights can be trained: tokens to unit vectors, as serving computes them. Not safe for use by
 * several threads.
 */
public final class TrainableEncoder implements AutoCloseable {

    private final DifferentiableGraph graph;
    private final EncoderForm form;

    /**
     * Takes over the graph.
     *
     * @throws VizslaException {@code INVALID_MODEL} if the graph has no such output
     */
    public TrainableEncoder(DifferentiableGraph graph, EncoderForm form) {
        if (!graph.outputs().contains(form.output())) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "output", form.output(), "one of " + graph.outputs());
        }
        this.graph = graph;
        this.form = form;
    }

    /** Returns the graph, which belongs to the encoder. */
    public DifferentiableGraph graph() {
        return graph;
    }

    /**
     * Says which weights are trained.
     *
     * @param chosen tells by the name that the graph gives a weight
     * @return the trained ones by name; they belong to the encoder
     */
    public Map<String, Tensor> train(Predicate<String> chosen) {
        Map<String, Tensor> trained = new LinkedHashMap<>();
        graph.parameters().forEach((name, weight) -> {
            boolean isTrained = chosen.test(name);
            weight.set_requires_grad(isTrained);
            if (isTrained) {
                trained.put(name, weight);
            }
        });
        return trained;
    }

    /**
     * Trains the last layers only. For those below nothing is kept and no gradient is computed, so that a step costs less
     * memory and time.
     *
     * @param count of layers, 1 to as many as the graph has
     * @return the trained weights by name; they belong to the encoder
     * @throws VizslaException {@code INVALID_ARGUMENT} if the graph has not so many
     */
    public Map<String, Tensor> trainLast(int count) {
        Map<String, Integer> layers = graph.layers();
        int depth = layers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (count < 1 || count > depth) {
            throw VizslaException.invalid("layers", count, "between 1 and " + depth);
        }
        return train(name -> layers.getOrDefault(name, 0) > depth - count);
    }

    /**
     * Trains low-rank updates beside the weights of linear layers, which themselves stay (LoRA, arXiv 2106.09685): a
     * hundredth of the numbers, and of the optimizer's memory.
     *
     * @param chosen tells by the name that the graph gives a weight
     * @return the trained matrices by name; they belong to the encoder
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are updates already, or no weight of a linear layer is chosen
     */
    public Map<String, Tensor> trainLowRank(LowRankOptions options, Predicate<String> chosen) {
        return graph.addLowRank(options, chosen);
    }

    /**
     * Encodes texts, {@code [texts][dimension]} in single precision at unit length, in the pointer scope that is open and in the
     * processor's memory, whatever computes the graph.
     *
     * @param texts token ids as the model reads them, its special tokens included; none is empty
     */
    public Tensor encode(List<int[]> texts) {
        return encode(texts, graph::forward);
    }

    private Tensor encode(List<int[]> texts, UnaryOperator<Map<String, Tensor>> forward) {
        TokenRows rows = TokenRows.of(texts, form.padding());
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        graph.inputs().forEach(name -> inputs.put(name, graph.device().place(rows.input(name))));
        Tensor states = Objects.requireNonNull(forward.apply(inputs).get(form.output()));
        Tensor mask = graph.device().place(rows.input("attention_mask"));
        return torch.normalize(StatePooling.pool(form.pooling(), form.padding(), states, mask)
                .cpu()
                .to(ScalarType.Float));
    }

    /**
     * Encodes texts without gradients, in batches, and in the precision that serving has: what is measured of a model is what
     * comes of it.
     *
     * @return {@code float[texts][dimension]}
     */
    public float[][] vectors(List<int[]> texts, int batch) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += batch) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor encoded =
                        encode(texts.subList(from, Math.min(texts.size(), from + batch)), graph::forwardInFull);
                rows(Tensors.floats(encoded), (int) encoded.size(1), vectors);
            }
        }
        return vectors.toArray(float[][]::new);
    }

    private static void rows(float[] all, int width, List<float[]> into) {
        for (int from = 0; from < all.length; from += width) {
            into.add(Arrays.copyOfRange(all, from, from + width));
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
