package io.vizsla.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression by Newton's method with a small ridge. A weight that must not be negative and would be is left
 * out, and the rest is fitted again.
 */
final class LogisticFit {

    private static final int MOST_ROUNDS = 50;
    private static final double RIDGE = 1e-3;

    private LogisticFit() {}

    /**
     * One observation.
     *
     * @param features the first is the constant 1
     * @param weight how often it counts, above 0
     */
    record Row(double[] features, boolean relevant, double weight) {}

    /** Returns the weights; {@code rising} tells which features must not get a negative one. */
    static double[] fit(List<Row> rows, boolean[] used, boolean[] rising) {
        boolean[] active = used.clone();
        while (true) {
            double[] weights = newton(rows, active);
            int worst = -1;
            for (int i = 0; i < weights.length; i++) {
                if (rising[i] && weights[i] < 0 && (worst < 0 || weights[i] < weights[worst])) {
                    worst = i;
                }
            }
            if (worst < 0) {
                return weights;
            }
            active[worst] = false;
        }
    }

    /** Returns the probability that the weights give to the features. */
    static double probability(double[] weights, double[] features) {
        double logit = 0;
        for (int i = 0; i < weights.length; i++) {
            logit += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-logit));
    }

    private static double[] newton(List<Row> rows, boolean[] active) {
        int n = active.length;
        double[] weights = new double[n];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[][] system = new double[n][n + 1];
            for (Row row : rows) {
                add(system, row, probability(weights, row.features()));
            }
            for (int i = 0; i < n; i++) {
                system[i][i] += RIDGE;
                system[i][n] -= RIDGE * weights[i];
                if (!active[i]) {
                    fix(system, i);
                }
            }
            double[] step = solve(system);
            double largest = 0;
            for (int i = 0; i < n; i++) {
                weights[i] += step[i];
                largest = Math.max(largest, Math.abs(step[i]));
            }
            if (largest < 1e-8) {
                break;
            }
        }
        return weights;
    }

    /** Adds a row's part of the Hessian and, in the last column, of the gradient. */
    private static void add(double[][] system, Row row, double probability) {
        double curvature = row.weight() * probability * (1 - probability);
        double error = row.weight() * ((row.relevant() ? 1 : 0) - probability);
        double[] x = row.features();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                system[i][j] += curvature * x[i] * x[j];
            }
            system[i][x.length] += error * x[i];
        }
    }

    /** Makes the step of a variable 0. */
    private static void fix(double[][] system, int at) {
        for (double[] row : system) {
            row[at] = 0;
        }
        Arrays.fill(system[at], 0);
        system[at][at] = 1;
    }

    /** Gaussian elimination with pivoting. */
    private static double[] solve(double[][] system) {
        int n = system.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(system[row][column]) > Math.abs(system[pivot][column]) ? row : pivot;
            }
            double[] swapped = system[column];
            system[column] = system[pivot];
            system[pivot] = swapped;
            for (int row = 0; row < n; row++) {
                if (row != column) {
                    eliminate(system[row], system[column], column);
                }
            }
        }
        double[] solution = new double[n];
        Arrays.setAll(solution, i -> system[i][n] / system[i][i]);
        return solution;
    }

    private static void eliminate(double[] row, double[] pivot, int column) {
        double factor = row[column] / pivot[column];
        for (int k = column; k < row.length; k++) {
            row[k] -= factor * pivot[k];
        }
    }
}
