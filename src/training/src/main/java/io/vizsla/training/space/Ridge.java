package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.training.graph.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Least squares with a pull: the A and b that minimize {@code sum |A x + b - y|^2 + l |A - T|^2}, for several l at once.
 * With centered x and y, {@code A = T + (Y - T X) X' (X X' + l)^-1}, and {@code b} the mean of {@code y - A x}; all of it in
 * double precision, from one decomposition of {@code X X'}.
 *
 * <p>With fewer pairs than dimensions the pull decides in all directions that no pair tells of.
 */
final class Ridge {

    /** What A is pulled to. */
    enum Toward {
        /** Vectors that no pair tells of stay as they are; for spaces of one dimension. */
        IDENTITY,
        /** Vectors that no pair tells of vanish. */
        ZERO
    }

    /** Rows that are in double precision at one time. */
    private static final int PIECE = 4096;

    /** Below it, a variance is rounding. */
    private static final double ROUNDING = 1e-12;

    private Ridge() {}

    /**
     * Fits a map for each strength.
     *
     * @param strengths l in units of the mean variance of x, each above 0; infinite for T and the shift alone
     */
    static List<AffineMap> fit(VectorPairs pairs, Toward toward, List<Double> strengths) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            double[] from = mean(pairs.from());
            double[] to = mean(pairs.to());
            Tensor target = target(pairs, toward);
            Tensor squares = torch.zeros(pairs.in(), pairs.in()).to(ScalarType.Double);
            Tensor products = torch.zeros(pairs.out(), pairs.in()).to(ScalarType.Double);
            for (int at = 0; at < pairs.count(); at += PIECE) {
                add(pairs, at, centers(from), centers(to), squares, products);
            }
            Tensor errors = torch.sub(products, torch.matmul(target, squares));
            return solve(squares, errors, target, from, to, strengths, pairs.count());
        }
    }

    private static double[] mean(float[][] vectors) {
        double[] mean = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += vector[j];
            }
        }
        Arrays.setAll(mean, j -> mean[j] / vectors.length);
        return mean;
    }

    private static Tensor target(VectorPairs pairs, Toward toward) {
        return toward == Toward.IDENTITY
                ? torch.eye(pairs.in()).to(ScalarType.Double)
                : torch.zeros(pairs.out(), pairs.in()).to(ScalarType.Double);
    }

    private static Tensor centers(double[] mean) {
        Tensor tensor = torch.zeros(mean.length).to(ScalarType.Double);
        tensor.data_ptr_double().put(mean, 0, mean.length);
        return tensor;
    }

    private static void add(VectorPairs pairs, int at, Tensor from, Tensor to, Tensor squares, Tensor products) {
        try (PointerScope scope = new PointerScope()) {
            int end = Math.min(pairs.count(), at + PIECE);
            Tensor x = torch.sub(block(pairs.from(), at, end), from);
            Tensor y = torch.sub(block(pairs.to(), at, end), to);
            squares.add_(torch.matmul(x.t(), x));
            products.add_(torch.matmul(y.t(), x));
        }
    }

    private static Tensor block(float[][] vectors, int from, int to) {
        return Tensors.of(Arrays.copyOfRange(vectors, from, to)).to(ScalarType.Double);
    }

    private static List<AffineMap> solve(
            Tensor squares,
            Tensor errors,
            Tensor target,
            double[] from,
            double[] to,
            List<Double> strengths,
            int count) {
        T_TensorTensor_T parts = torch.linalg_eigh(squares);
        Tensor values = parts.get0().clamp_min(new Scalar(0.0));
        Tensor turned = torch.matmul(errors, parts.get1());
        double variance = values.mean().item_double();
        List<AffineMap> maps = new ArrayList<>();
        for (double strength : strengths) {
            double pull = strength * Math.max(variance, ROUNDING * count);
            Tensor solved = torch.matmul(
                    torch.div(turned, torch.add(values, new Scalar(pull))),
                    parts.get1().t());
            maps.add(map(torch.add(target, solved).contiguous(), from, to));
        }
        return maps;
    }

    private static AffineMap map(Tensor matrix, double[] from, double[] to) {
        double[] numbers = new double[to.length * from.length];
        matrix.data_ptr_double().get(numbers, 0, numbers.length);
        float[][] rows = new float[to.length][from.length + 1];
        for (int i = 0; i < to.length; i++) {
            double offset = to[i];
            for (int j = 0; j < from.length; j++) {
                double number = numbers[i * from.length + j];
                rows[i][j] = (float) number;
                offset -= number * from[j];
            }
            rows[i][from.length] = (float) offset;
        }
        return AffineMap.of(rows);
    }
}
