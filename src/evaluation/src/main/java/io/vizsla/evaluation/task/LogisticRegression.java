package io.vizsla.evaluation.task;

import java.util.Arrays;

/**
 * Logistic regression with a ridge penalty, the same minimum as scikit-learn's {@code LogisticRegression}: {@code C *
 * sum(log loss) + |w|^2 / 2}, the intercept free of penalty. More than two classes share a softmax; two classes have one
 * vector of weights, as there, which the softmax form reaches with twice the penalty.
 *
 * <p>Immutable once fitted.
 */
final class LogisticRegression {

    private final int classes;
    private final int dimension;
    private final double[] weights;

    private LogisticRegression(int classes, int dimension, double[] weights) {
        this.classes = classes;
        this.dimension = dimension;
        this.weights = weights;
    }

    /**
     * How a model is fitted.
     *
     * @param strength how much the loss weighs against the penalty, scikit-learn's {@code C}; above 0
     * @param iterations the most
     * @param tolerance the largest part of the mean loss's slope at which the fit is done
     */
    record Options(double strength, int iterations, double tolerance) {

        /** MTEB's setting: scikit-learn's default strength and at most 100 iterations; stops only where nothing moves. */
        static final Options MTEB = new Options(1, 100, 1e-6);
    }

    /**
     * Fits a model.
     *
     * @param inputs {@code float[n][d]}
     * @param labels class of each input, 0 to {@code classes - 1}
     */
    static LogisticRegression fit(float[][] inputs, int[] labels, int classes, Options options) {
        int dimension = inputs[0].length;
        double ridge = (classes == 2 ? 2 : 1) / (options.strength() * inputs.length);
        Lbfgs search = new Lbfgs(
                (point, gradient) -> loss(inputs, labels, classes, ridge, point, gradient),
                options.iterations(),
                options.tolerance());
        return new LogisticRegression(classes, dimension, search.minimize(classes * (dimension + 1)));
    }

    /** Returns the weights of a class, its intercept last. */
    double[] weights(int label) {
        return Arrays.copyOfRange(weights, label * (dimension + 1), (label + 1) * (dimension + 1));
    }

    /** Returns the probability of each class. */
    double[] probabilities(float[] input) {
        double[] scores = scores(weights, input, classes);
        softmax(scores);
        return scores;
    }

    /** Returns the most probable class. */
    int predict(float[] input) {
        double[] scores = scores(weights, input, classes);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /** The mean loss and its slope. */
    private static double loss(
            float[][] inputs, int[] labels, int classes, double ridge, double[] point, double[] gradient) {
        int width = inputs[0].length + 1;
        double loss = penalize(ridge, width, point, gradient);
        for (int i = 0; i < inputs.length; i++) {
            double[] scores = scores(point, inputs[i], classes);
            double own = scores[labels[i]];
            loss += (softmax(scores) - own) / inputs.length;
            scores[labels[i]] -= 1;
            for (int c = 0; c < classes; c++) {
                add(gradient, c * width, inputs[i], scores[c] / inputs.length);
            }
        }
        return loss;
    }

    private static double penalize(double ridge, int width, double[] point, double[] gradient) {
        double penalty = 0;
        for (int j = 0; j < point.length; j++) {
            boolean intercept = j % width == width - 1;
            gradient[j] = intercept ? 0 : ridge * point[j];
            penalty += gradient[j] * point[j] / 2;
        }
        return penalty;
    }

    private static double[] scores(double[] weights, float[] input, int classes) {
        double[] scores = new double[classes];
        int at = 0;
        for (int c = 0; c < classes; c++) {
            double score = 0;
            for (float value : input) {
                score += weights[at++] * value;
            }
            scores[c] = score + weights[at++];
        }
        return scores;
    }

    private static void add(double[] gradient, int from, float[] input, double weight) {
        for (int j = 0; j < input.length; j++) {
            gradient[from + j] += weight * input[j];
        }
        gradient[from + input.length] += weight;
    }

    /** Turns scores into probabilities and returns the logarithm of the sum that they were divided by. */
    private static double softmax(double[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Math.exp(scores[c] - largest);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
        return largest + Math.log(sum);
    }
}
