package io.vizsla.encoding;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reduces token states to a few dimensions and to bytes: each state is multiplied by a matrix with orthonormal columns
 * (the leading principal directions of token states), brought to unit length and quantized with one scale a token. The
 * length is taken after the reduction, so that tokens of which the matrix keeps less are not held back.
 *
 * <p>File: magic {@code VZTP}, version 1, rows, columns (int, little endian), then {@code float16[rows][columns]}.
 */
public final class TokenProjection {

    private static final int MAGIC = 0x50545A56;
    private static final int HEADER = 16;
    private static final float LARGEST_CODE = 127;

    private final int rows;
    private final int columns;
    private final float[] matrix;
    private final ProjectionKernel kernel;

    /**
     * Takes a matrix over.
     *
     * @param matrix {@code float[rows * columns]}, row-major
     */
    public TokenProjection(int rows, int columns, float[] matrix) {
        if (matrix.length != rows * columns) {
            throw VizslaException.invalid("matrix", matrix.length, rows * columns + " values");
        }
        this.rows = rows;
        this.columns = columns;
        this.matrix = matrix;
        this.kernel = ProjectionKernel.fastest(columns);
    }

    /**
     * Reads a projection.
     *
     * @throws VizslaException {@code INVALID_MODEL} if the file is not one
     */
    public static TokenProjection read(Path file) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw VizslaException.of(ErrorCode.INVALID_MODEL, file.getFileName() + " cannot be read", e);
        }
        boolean known = bytes.remaining() >= HEADER && bytes.getInt(0) == MAGIC && bytes.getInt(4) == 1;
        int rows = known ? bytes.getInt(8) : 0;
        int columns = known ? bytes.getInt(12) : 0;
        if (rows < 1 || columns < 1 || bytes.remaining() != HEADER + 2L * rows * columns) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "tokenProjection", file.getFileName(), "a token projection of version 1");
        }
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = Float.float16ToFloat(bytes.getShort(HEADER + 2 * i));
        }
        return new TokenProjection(rows, columns, matrix);
    }

    /** Writes the projection; equal matrices give equal files. */
    public void write(Path file) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 2 * matrix.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(1).putInt(rows).putInt(columns);
        for (float value : matrix) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the length of the states that go in. */
    public int rows() {
        return rows;
    }

    /** Returns the length of the vectors that come out. */
    public int columns() {
        return columns;
    }

    /**
     * Reduces a run of states.
     *
     * @param states {@code float[..][rows]}, row-major
     * @param first row of the first state
     * @param count of states
     */
    public TokenVectors project(float[] states, int first, int count) {
        byte[] codes = new byte[count * columns];
        float[] scales = new float[count];
        float[] block = new float[ProjectionKernel.STATES * columns];
        for (int done = 0; done < count; done += ProjectionKernel.STATES) {
            int now = Math.min(ProjectionKernel.STATES, count - done);
            multiply(states, first + done, block);
            for (int i = 0; i < now; i++) {
                scales[done + i] = quantize(block, i * columns, codes, (done + i) * columns);
            }
        }
        return new TokenVectors(count, columns, codes, scales);
    }

    /** Fills the block with as many states as there are, reduced. */
    private void multiply(float[] states, int first, float[] block) {
        int at = first * rows;
        if (at + ProjectionKernel.STATES * rows <= states.length) {
            kernel.multiply(states, first, rows, matrix, columns, block);
        } else {
            float[] last = Arrays.copyOfRange(states, at, at + ProjectionKernel.STATES * rows);
            kernel.multiply(last, 0, rows, matrix, columns, block);
        }
    }

    private float quantize(float[] block, int from, byte[] codes, int to) {
        float largest = 0;
        float squares = 0;
        for (int j = from; j < from + columns; j++) {
            largest = Math.max(largest, Math.abs(block[j]));
            squares += block[j] * block[j];
        }
        if (squares == 0) {
            return 0;
        }
        float factor = LARGEST_CODE / largest;
        for (int j = 0; j < columns; j++) {
            codes[to + j] = (byte) Math.round(block[from + j] * factor);
        }
        return largest / (LARGEST_CODE * (float) Math.sqrt(squares));
    }
}
