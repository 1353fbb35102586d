package io.vizsla.training.space;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A map of query vectors, {@code x -> norm(A x + b)}: what a model folder holds as its query map, so that the vectors of
 * one space find those of another. Immutable; safe for use by several threads.
 */
public final class AffineMap {

    private final float[][] rows;
    private final int in;

    private AffineMap(float[][] rows) {
        this.rows = rows;
        this.in = rows[0].length - 1;
    }

    /**
     * Returns a map with a copy of these numbers.
     *
     * @param rows {@code float[out][in + 1]}, the last of each row the offset b
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are none, rows differ in length, or a number is not finite
     */
    public static AffineMap of(float[][] rows) {
        if (rows.length == 0 || rows[0].length < 2) {
            throw VizslaException.invalid("map", "empty", "a row for each dimension out, in + 1 numbers each");
        }
        float[][] copy = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw VizslaException.invalid(
                        "map[" + i + "]", rows[i].length + " numbers", "as long as the first row: " + rows[0].length);
            }
            copy[i] = finite(i, rows[i].clone());
        }
        return new AffineMap(copy);
    }

    private static float[] finite(int at, float[] row) {
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw VizslaException.invalid("map[" + at + "][" + j + "]", row[j], "a finite number");
            }
        }
        return row;
    }

    /** Returns the map that only brings vectors to unit length. */
    public static AffineMap identity(int dimension) {
        float[][] rows = new float[dimension][dimension + 1];
        for (int i = 0; i < dimension; i++) {
            rows[i][i] = 1;
        }
        return of(rows);
    }

    /** Returns the dimension of the vectors that it takes. */
    public int in() {
        return in;
    }

    /** Returns the dimension of the vectors that it gives. */
    public int out() {
        return rows.length;
    }

    /** Returns a copy of the numbers, {@code float[out][in + 1]}, the last of each row the offset. */
    public float[][] rows() {
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    /**
     * Maps a vector.
     *
     * @param vector {@code float[in]}
     * @return {@code float[out]}, unit length
     * @throws VizslaException {@code INVALID_VECTOR} if the vector has another dimension, or has no direction once mapped
     */
    public float[] apply(float[] vector) {
        if (vector.length != in) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR, "vector", vector.length + " numbers", in + " numbers");
        }
        double[] mapped = new double[rows.length];
        double squares = 0;
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = affine(rows[i], vector);
            squares += mapped[i] * mapped[i];
        }
        double length = Math.sqrt(squares);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR,
                    "vector",
                    "mapped to length " + length,
                    "mapped to a finite length above 0");
        }
        float[] unit = new float[mapped.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (mapped[i] / length);
        }
        return unit;
    }

    private double affine(float[] row, float[] vector) {
        double sum = row[in];
        for (int j = 0; j < in; j++) {
            sum += (double) row[j] * vector[j];
        }
        return sum;
    }

    /**
     * Returns this map after another, as one: {@code A (A1 x + b1) + b}, brought to unit length once, at the end. Where this
     * one has no offset that is what both give in turn; with offsets it is so as far as the first keeps lengths, and the
     * shifts of several models add up as in arXiv 2506.00037.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the first does not give what this one takes
     */
    public AffineMap compose(AffineMap first) {
        if (first.out() != in) {
            throw VizslaException.invalid(
                    "first", "gives dimension " + first.out(), "a map that gives dimension " + in);
        }
        float[][] both = new float[rows.length][];
        for (int i = 0; i < both.length; i++) {
            both[i] = after(rows[i], first);
        }
        return of(both);
    }

    private float[] after(float[] row, AffineMap first) {
        double[] sums = new double[first.in + 1];
        sums[first.in] = row[in];
        for (int k = 0; k < in; k++) {
            for (int j = 0; j <= first.in; j++) {
                sums[j] += (double) row[k] * first.rows[k][j];
            }
        }
        float[] result = new float[sums.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = (float) sums[j];
        }
        return result;
    }

    /**
     * Writes the numbers as little-endian floats, row by row, without a header: {@code 4 * out * (in + 1)} bytes. The file is
     * there whole or not at all.
     *
     * @throws VizslaException {@code INTERNAL} if the disk fails
     */
    public void write(Path file) {
        MapFile.write(file, rows);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param in dimension of the vectors that it takes
     * @param out dimension of those that it gives
     * @throws VizslaException {@code INVALID_MODEL} if the file is missing, has another length, or holds a number that is
     *     not finite; {@code INTERNAL} if the disk fails
     */
    public static AffineMap read(Path file, int in, int out) {
        return new AffineMap(MapFile.read(file, in, out));
    }
}
