package io.vizsla.training.adapter;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.Tensors;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A small correction of query vectors: {@code f(q) = norm(q + U V q)}. It begins as nothing, since {@code U = 0}, and learns
 * a few directions to stretch, so that few judgements are enough.
 *
 * <p>Adapted dense retrieval, arXiv 2310.05380; U, V, r = {@code rank} are theirs. Holds its weights in libtorch's memory;
 * close it to free them. Not safe for use by several threads while it is trained.
 */
public final class LowRankAdapter implements AutoCloseable {

    private final int dimension;
    private final Tensor up;
    private final Tensor down;

    /**
     * @param dimension of the vectors, at least 1
     * @param rank r, in 1..dimension
     * @param seed of V
     */
    public LowRankAdapter(int dimension, int rank, long seed) {
        if (dimension < 1) {
            throw VizslaException.invalid("dimension", dimension, "at least 1");
        }
        if (rank < 1 || rank > dimension) {
            throw VizslaException.invalid("rank", rank, "in 1.." + dimension + ", the dimension");
        }
        this.dimension = dimension;
        this.up = trained(new float[dimension][rank]);
        this.down = trained(random(dimension, rank, seed));
    }

    /** The rows of V are of length 1 or so, as the vectors are that they look at. */
    private static float[][] random(int dimension, int rank, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[rank][dimension];
        for (float[] row : rows) {
            for (int j = 0; j < dimension; j++) {
                row[j] = (float) (random.nextGaussian() / Math.sqrt(dimension));
            }
        }
        return rows;
    }

    private static Tensor trained(float[][] rows) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensors.of(rows);
            tensor.set_requires_grad(true);
            tensor.retainReference();
            return tensor;
        }
    }

    /** Returns the dimension of the vectors. */
    public int dimension() {
        return dimension;
    }

    /** Returns U, {@code [dimension][rank]}, and V, {@code [rank][dimension]}; they belong to the adapter. */
    public List<Tensor> parameters() {
        return List.of(up, down);
    }

    /**
     * Corrects vectors, with gradients.
     *
     * @param queries {@code [queries][dimension]}
     * @return {@code [queries][dimension]} at unit length, in the pointer scope that is open
     */
    public Tensor apply(Tensor queries) {
        Tensor few = torch.matmul(queries, down.t());
        return torch.normalize(torch.add(queries, torch.matmul(few, up.t())));
    }

    /** Returns what it has learned so far, {@code q -> norm((I + U V) q)}. */
    public AffineMap toMap() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            float[] product = Tensors.floats(torch.matmul(up, down));
            float[][] rows = AffineMap.identity(dimension).rows();
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < dimension; j++) {
                    rows[i][j] += product[i * dimension + j];
                }
            }
            return AffineMap.of(rows);
        }
    }

    @Override
    public void close() {
        up.releaseReference();
        down.releaseReference();
    }
}
