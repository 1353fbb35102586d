package io.vizsla.training.calibration;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;

/**
 * The probability that a passage is relevant, from its cosine and three numbers that the query's own vector gives:
 * {@code sigmoid(F(x))} with {@code F(x) = sgn(x) a |x|^k + b}, {@code a > 0}, {@code k} in (0, 2). So one threshold serves
 * all queries, and the order of a query's passages stays. Plain numbers, no libtorch; safe for use by several threads.
 *
 * <p>Cosine Adapter, arXiv 2408.04887: {@code (a, b, k) = MLP(q)}. Here the last layer gives {@code (log a, t, logit(k / 2))}
 * and {@code b = -a t}.
 *
 * @param form whether k is learned, or what it is
 * @param hidden {@code float[h][dimension]}, weights of the hidden layer, whose function is tanh
 * @param hiddenOffset {@code float[h]}
 * @param last {@code float[3][h]}
 * @param lastOffset {@code float[3]}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
public record CosineAdapter(Form form, float[][] hidden, float[] hiddenOffset, float[][] last, float[] lastOffset)
        implements Calibration {

    /** How far the last layer's first and third number count from 0; beyond it a and k hardly move. */
    static final double REACH = 10;

    static final int OUT = 3;

    /**
     * The numbers of a query.
     *
     * @param a above 0
     * @param b any
     * @param k in (0, 2)
     */
    public record Parameters(double a, double b, double k) {

        /** Returns F(x). */
        public double logit(double cosine) {
            return a * Form.power(cosine, k) + b;
        }
    }

    /** @throws VizslaException {@code INVALID_ARGUMENT} if shapes do not fit or a number is not finite */
    public CosineAdapter {
        if (hidden.length == 0 || hidden.length != hiddenOffset.length) {
            throw VizslaException.invalid("hidden", hidden.length + " rows", "one or more, an offset for each");
        }
        if (last.length != OUT || lastOffset.length != OUT) {
            throw VizslaException.invalid("last", last.length + " rows", "three, an offset for each");
        }
        check("hidden", hidden, hidden[0].length);
        check("last", last, hidden.length);
        check("hiddenOffset", new float[][] {hiddenOffset}, hidden.length);
        check("lastOffset", new float[][] {lastOffset}, OUT);
    }

    private static void check(String field, float[][] rows, int width) {
        for (float[] row : rows) {
            if (row.length != width) {
                throw VizslaException.invalid(field, row.length + " numbers in a row", width + " numbers");
            }
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    throw VizslaException.invalid(field, value, "finite numbers");
                }
            }
        }
    }

    /**
     * Returns the numbers of a query.
     *
     * @throws VizslaException {@code INVALID_VECTOR} if its dimension is another or a number is not finite
     */
    public Parameters parameters(float[] query) {
        if (query.length != hidden[0].length) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR, "query", query.length + " numbers", hidden[0].length + " numbers");
        }
        double[] states = layer(hidden, hiddenOffset, widened(query));
        Arrays.setAll(states, i -> Math.tanh(states[i]));
        double[] numbers = layer(last, lastOffset, states);
        double a = Math.exp(within(numbers[0]));
        double k = form.isLearned() ? 2 * LogisticLine.sigmoid(within(numbers[2])) : form.exponent();
        if (!Double.isFinite(numbers[0] + numbers[1] + numbers[2])) {
            throw VizslaException.field(ErrorCode.INVALID_VECTOR, "query", "not finite", "finite numbers");
        }
        return new Parameters(a, -a * numbers[1], k);
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    private static double[] layer(float[][] weights, float[] offsets, double[] input) {
        double[] output = new double[weights.length];
        for (int i = 0; i < output.length; i++) {
            double sum = offsets[i];
            for (int j = 0; j < input.length; j++) {
                sum += weights[i][j] * input[j];
            }
            output[i] = sum;
        }
        return output;
    }

    private static double within(double value) {
        return Math.clamp(value, -REACH, REACH);
    }

    /**
     * Returns how likely a passage is relevant, in 0..1.
     *
     * @param query {@code float[dimension]}, unit length
     * @param cosine of the passage with it
     */
    public double probability(float[] query, double cosine) {
        return LogisticLine.sigmoid(parameters(query).logit(cosine));
    }

    @Override
    public double[] probabilities(QueryScores scores) {
        Parameters parameters = parameters(scores.query());
        return Arrays.stream(scores.cosines())
                .map(cosine -> LogisticLine.sigmoid(parameters.logit(cosine)))
                .toArray();
    }
}
