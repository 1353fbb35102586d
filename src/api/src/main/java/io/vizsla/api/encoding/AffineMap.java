package io.vizsla.api.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Takes vectors of one space into another: {@code y = W x + b}, brought to unit length. It is what training leaves beside
 * a model and what a model's folder holds as its query map. Immutable and safe for any number of threads.
 */
public final class AffineMap {

    private final int inputs;
    private final int outputs;
    private final float[] rows;

    /**
     * Takes a matrix over.
     *
     * @param inputs length of the vectors that go in, at least 1
     * @param rows {@code float[outputs][inputs + 1]}, row-major: the weights of each output, then its offset; finite
     * @throws VizslaException {@code INVALID_MODEL} naming the length or the number that is wrong
     */
    public AffineMap(int inputs, float[] rows) {
        int width = inputs + 1;
        if (rows.length == 0 || rows.length % width != 0) {
            throw bad("querySide.map", rows.length + " numbers", "rows of " + width + ", which is dimension + 1");
        }
        checkFinite(ErrorCode.INVALID_MODEL, "querySide.map", rows, width);
        this.inputs = inputs;
        this.outputs = rows.length / width;
        this.rows = rows;
    }

    private static void checkFinite(ErrorCode code, String field, float[] rows, int width) {
        for (int i = 0; i < rows.length; i++) {
            if (!Float.isFinite(rows[i])) {
                throw VizslaException.field(
                        code, field + "[" + i / width + "][" + i % width + "]", rows[i], "a finite number");
            }
        }
    }

    /**
     * Returns a map with a copy of these numbers.
     *
     * @param rows {@code float[outputs][inputs + 1]}: the weights of each output, then its offset
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are none, naming the row that is of another length or the
     *     number that is not finite
     */
    public static AffineMap of(float[][] rows) {
        if (rows.length == 0 || rows[0].length < 2) {
            throw VizslaException.invalid("map", "empty", "a row for each output, inputs + 1 numbers each");
        }
        int width = rows[0].length;
        float[] all = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw VizslaException.invalid(
                        "map[" + i + "]", rows[i].length + " numbers", "as long as the first row: " + width);
            }
            System.arraycopy(rows[i], 0, all, i * width, width);
        }
        checkFinite(ErrorCode.INVALID_ARGUMENT, "map", all, width);
        return new AffineMap(width - 1, all);
    }

    /**
     * Returns the map that only brings vectors to unit length.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the dimension is below 1
     */
    public static AffineMap identity(int dimension) {
        if (dimension < 1) {
            throw VizslaException.invalid("dimension", dimension, "at least 1");
        }
        float[] rows = new float[Math.multiplyExact(dimension, dimension + 1)];
        for (int i = 0; i < dimension; i++) {
            rows[i * (dimension + 1) + i] = 1;
        }
        return new AffineMap(dimension, rows);
    }

    /**
     * Reads the content of a file.
     *
     * @param inputs length of the vectors that go in
     * @param bytes little-endian floats, laid out as the constructor takes them
     * @throws VizslaException {@code INVALID_MODEL} naming the length or the number that is wrong
     */
    public static AffineMap read(int inputs, byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw bad("querySide.map", bytes.length + " bytes", "whole floats of " + Float.BYTES + " bytes");
        }
        float[] rows = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(rows);
        return new AffineMap(inputs, rows);
    }

    /** Returns the content of the map's file; equal maps give equal bytes. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * rows.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(rows);
        return bytes.array();
    }

    /** Returns the length of the vectors that go in. */
    public int inputs() {
        return inputs;
    }

    /** Returns the length of the vectors that come out. */
    public int outputs() {
        return outputs;
    }

    /** Returns a copy of the numbers, {@code float[outputs][inputs + 1]}, the offset last in each row. */
    public float[][] rows() {
        int width = inputs + 1;
        float[][] copy = new float[outputs][];
        Arrays.setAll(copy, i -> Arrays.copyOfRange(rows, i * width, (i + 1) * width));
        return copy;
    }

    /**
     * Returns this map after another, as one: {@code W (W1 x + b1) + b}, brought to unit length once, at the end. Where this
     * one has no offset that is what both give in turn; with offsets it is so as far as the first keeps lengths, and the
     * shifts of several models add up as in arXiv 2506.00037.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the first does not give what this one takes
     */
    public AffineMap compose(AffineMap first) {
        if (first.outputs != inputs) {
            throw VizslaException.invalid(
                    "first", "gives " + first.outputs + " numbers", "a map that gives " + inputs + " of them");
        }
        float[][] both = new float[outputs][];
        Arrays.setAll(both, i -> after(i, first));
        return of(both);
    }

    private float[] after(int row, AffineMap first) {
        int at = row * (inputs + 1);
        double[] sums = new double[first.inputs + 1];
        sums[first.inputs] = rows[at + inputs];
        for (int k = 0; k < inputs; k++) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += (double) rows[at + k] * first.rows[k * sums.length + j];
            }
        }
        float[] result = new float[sums.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = (float) sums[j];
        }
        return result;
    }

    /**
     * Maps a vector.
     *
     * @param vector {@code float[inputs]}
     * @return {@code float[outputs]} of unit length; nil, which has no direction, stays nil
     * @throws VizslaException {@code INVALID_VECTOR} if the vector is of another length, or a mapped number is not finite
     */
    public float[] apply(float[] vector) {
        if (vector.length != inputs) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR, "vector", vector.length + " numbers", inputs + " of them");
        }
        float[] mapped = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            mapped[i] = output(i, vector);
            if (!Float.isFinite(mapped[i])) {
                throw VizslaException.field(
                        ErrorCode.INVALID_VECTOR, "vector", "mapped to " + mapped[i], "mapped to finite numbers");
            }
        }
        return UnitLength.bring(mapped);
    }

    private float output(int row, float[] vector) {
        int at = row * (inputs + 1);
        double sum = rows[at + inputs];
        for (int i = 0; i < inputs; i++) {
            sum += (double) rows[at + i] * vector[i];
        }
        return (float) sum;
    }

    private static VizslaException bad(String field, Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_MODEL, field, value, bound);
    }
}
