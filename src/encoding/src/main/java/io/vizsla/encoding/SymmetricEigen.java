package io.vizsla.encoding;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations, strongest first.
 *
 * @param values in falling order
 * @param order column of {@code vectors} that belongs to each value
 * @param vectors {@code double[n][n]}, row-major, one eigenvector a column
 */
record SymmetricEigen(double[] values, int[] order, double[] vectors) {

    private static final int SWEEPS = 30;
    private static final double SMALL = 1e-18;

    /**
     * Decomposes a matrix.
     *
     * @param a {@code double[n * n]}, symmetric; destroyed
     */
    static SymmetricEigen of(double[] a, int n) {
        double[] v = new double[n * n];
        for (int i = 0; i < n; i++) {
            v[i * n + i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(a, n) > SMALL; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, n, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i * n + i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = IntStream.of(order).mapToDouble(i -> a[i * n + i]).toArray();
        return new SymmetricEigen(values, order, v);
    }

    /** Returns the eigenvector of the value at this rank. */
    double[] vector(int rank) {
        int n = order.length;
        double[] vector = new double[n];
        for (int row = 0; row < n; row++) {
            vector[row] = vectors[row * n + order[rank]];
        }
        return vector;
    }

    private static double offDiagonal(double[] a, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                sum += a[i * n + j] * a[i * n + j];
            }
        }
        return sum;
    }

    private static void rotate(double[] a, double[] v, int n, int p, int q) {
        double apq = a[p * n + q];
        if (apq == 0) {
            return;
        }
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < n; k++) {
            mix(a, k * n + p, k * n + q, c, s);
        }
        for (int k = 0; k < n; k++) {
            mix(a, p * n + k, q * n + k, c, s);
        }
        for (int k = 0; k < n; k++) {
            mix(v, k * n + p, k * n + q, c, s);
        }
    }

    private static void mix(double[] m, int p, int q, double c, double s) {
        double mp = m[p];
        double mq = m[q];
        m[p] = c * mp - s * mq;
        m[q] = s * mp + c * mq;
    }
}
