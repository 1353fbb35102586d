package io.vizsla.encoding;

import java.util.Arrays;

/** The kernel in plain Java, for a JVM that was started without the vector module and for odd numbers of columns. */
final class ScalarProjectionKernel implements ProjectionKernel {

    @Override
    public void multiply(float[] states, int first, int rows, float[] matrix, int columns, float[] reduced) {
        Arrays.fill(reduced, 0);
        for (int state = 0; state < STATES; state++) {
            int from = (first + state) * rows;
            int to = state * columns;
            for (int row = 0; row < rows; row++) {
                float factor = states[from + row];
                int at = row * columns;
                for (int column = 0; column < columns; column++) {
                    reduced[to + column] += factor * matrix[at + column];
                }
            }
        }
    }
}
