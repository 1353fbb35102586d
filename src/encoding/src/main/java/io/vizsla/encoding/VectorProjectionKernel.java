package io.vizsla.encoding;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the processor's vector registers: eight of them hold two vectors of columns for each of the four states
 * while a strip of the matrix passes by. Written out, since vectors in an array would live on the heap.
 */
final class VectorProjectionKernel implements ProjectionKernel {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    /** Without the instruction {@code fma} runs in software; each processor with 256-bit integers has it. */
    private static final boolean FUSED = IntVector.SPECIES_PREFERRED.length() >= 8;

    /** Tells whether the columns fill strips of two vectors. */
    static boolean fits(int columns) {
        return columns % (2 * LANES) == 0;
    }

    @Override
    public void multiply(float[] states, int first, int rows, float[] matrix, int columns, float[] reduced) {
        for (int column = 0; column < columns; column += 2 * LANES) {
            strip(states, first * rows, rows, matrix, column, columns, reduced);
        }
    }

    private static void strip(
            float[] states, int from, int rows, float[] matrix, int column, int columns, float[] reduced) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        for (int row = 0; row < rows; row++) {
            int at = row * columns + column;
            FloatVector low = FloatVector.fromArray(FLOATS, matrix, at);
            FloatVector high = FloatVector.fromArray(FLOATS, matrix, at + LANES);
            FloatVector a = FloatVector.broadcast(FLOATS, states[from + row]);
            FloatVector b = FloatVector.broadcast(FLOATS, states[from + rows + row]);
            FloatVector c = FloatVector.broadcast(FLOATS, states[from + 2 * rows + row]);
            FloatVector d = FloatVector.broadcast(FLOATS, states[from + 3 * rows + row]);
            a0 = plus(a0, a, low);
            a1 = plus(a1, a, high);
            b0 = plus(b0, b, low);
            b1 = plus(b1, b, high);
            c0 = plus(c0, c, low);
            c1 = plus(c1, c, high);
            d0 = plus(d0, d, low);
            d1 = plus(d1, d, high);
        }
        a0.intoArray(reduced, column);
        a1.intoArray(reduced, column + LANES);
        b0.intoArray(reduced, columns + column);
        b1.intoArray(reduced, columns + column + LANES);
        c0.intoArray(reduced, 2 * columns + column);
        c1.intoArray(reduced, 2 * columns + column + LANES);
        d0.intoArray(reduced, 3 * columns + column);
        d1.intoArray(reduced, 3 * columns + column + LANES);
    }

    private static FloatVector plus(FloatVector sum, FloatVector factor, FloatVector numbers) {
        return FUSED ? factor.fma(numbers, sum) : sum.add(factor.mul(numbers));
    }
}
