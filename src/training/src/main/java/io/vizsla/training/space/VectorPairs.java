package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The vectors of the same texts in two spaces.
 *
 * @param from {@code float[texts][in]}, in the space that is mapped
 * @param to {@code float[texts][out]}, in the space that is mapped to
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
public record VectorPairs(float[][] from, float[][] to) {

    /**
     * @throws VizslaException {@code INVALID_VECTOR} if there are none, counts or dimensions differ, or a vector is not
     *     finite or has no length
     */
    public VectorPairs {
        if (from.length == 0 || from.length != to.length) {
            throw invalid("pairs", from.length + " and " + to.length + " vectors", "one or more, as many of both");
        }
        check("from", from);
        check("to", to);
    }

    private static void check(String side, float[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            String field = side + "[" + i + "]";
            if (vectors[i].length == 0 || vectors[i].length != vectors[0].length) {
                throw invalid(field, vectors[i].length + " numbers", "as long as the first, at least 1");
            }
            double squares = 0;
            for (float value : vectors[i]) {
                squares += (double) value * value;
            }
            if (!(squares > 0) || Double.isInfinite(squares)) {
                throw invalid(field, "length " + Math.sqrt(squares), "of a finite length above 0");
            }
        }
    }

    private static VizslaException invalid(String field, String value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_VECTOR, field, value, bound);
    }

    /** Returns how many there are. */
    public int count() {
        return from.length;
    }

    /** Returns the dimension of the space that is mapped. */
    public int in() {
        return from[0].length;
    }

    /** Returns the dimension of the space that is mapped to. */
    public int out() {
        return to[0].length;
    }

    /** Returns these pairs and others of the same spaces. */
    VectorPairs and(VectorPairs others) {
        return new VectorPairs(joined(from, others.from), joined(to, others.to));
    }

    private static float[][] joined(float[][] some, float[][] others) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(others)).toArray(float[][]::new);
    }

    /** Returns the pairs at these places. */
    VectorPairs at(List<Integer> places) {
        return new VectorPairs(
                places.stream().map(place -> from[place]).toArray(float[][]::new),
                places.stream().map(place -> to[place]).toArray(float[][]::new));
    }

    /** Returns the mean cosine of the mapped vectors with those that they should be. */
    double cosine(AffineMap map) {
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            sum += cosine(map.apply(from[i]), to[i]);
        }
        return sum / from.length;
    }

    private static double cosine(float[] unit, float[] other) {
        double inner = 0;
        double squares = 0;
        for (int j = 0; j < unit.length; j++) {
            inner += (double) unit[j] * other[j];
            squares += (double) other[j] * other[j];
        }
        return inner / Math.sqrt(squares);
    }
}
