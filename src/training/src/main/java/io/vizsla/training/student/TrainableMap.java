package io.vizsla.training.student;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.training.graph.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** An affine map whose numbers can be trained, {@code x -> norm(W x + b)}, in libtorch's memory; close it to free them. */
final class TrainableMap implements AutoCloseable {

    private final Tensor weights;
    private final Tensor offsets;

    /** Begins with a copy of a map. */
    TrainableMap(AffineMap start) {
        float[][] rows = start.rows();
        int width = start.inputs();
        try (PointerScope scope = new PointerScope()) {
            weights = kept(Tensors.of(
                    Arrays.stream(rows).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new)));
            float[] last = new float[rows.length];
            for (int i = 0; i < last.length; i++) {
                last[i] = rows[i][width];
            }
            offsets = kept(Tensors.of(last, last.length));
        }
    }

    private static Tensor kept(Tensor tensor) {
        tensor.set_requires_grad(true);
        tensor.retainReference();
        return tensor;
    }

    /** Returns W, {@code [out][in]}, and b, {@code [out]}; they belong to the map. */
    List<Tensor> parameters() {
        return List.of(weights, offsets);
    }

    /** Maps vectors, {@code [texts][in]} to {@code [texts][out]} at unit length, in the pointer scope that is open. */
    Tensor apply(Tensor vectors) {
        return torch.normalize(torch.add(torch.matmul(vectors, weights.t()), offsets));
    }

    /** Returns what it has learned so far. */
    AffineMap toMap() {
        try (PointerScope scope = new PointerScope()) {
            int in = Math.toIntExact(weights.size(1));
            float[] all = Tensors.floats(weights);
            float[] last = Tensors.floats(offsets);
            float[][] rows = new float[last.length][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOf(Arrays.copyOfRange(all, i * in, (i + 1) * in), in + 1);
                rows[i][in] = last[i];
            }
            return AffineMap.of(rows);
        }
    }

    @Override
    public void close() {
        weights.releaseReference();
        offsets.releaseReference();
    }
}
