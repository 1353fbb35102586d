package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionKernelTest {

    private static final int ROWS = 37;
    private static final int FIRST = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 32, 64, 128, 256})
    void bothKernelsGiveTheProduct(int columns) {
        Random random = new Random(columns);
        float[] states = gaussian(random, (FIRST + ProjectionKernel.STATES) * ROWS);
        float[] matrix = gaussian(random, ROWS * columns);

        compare(new ScalarProjectionKernel(), states, matrix, columns);
        compare(ProjectionKernel.fastest(columns), states, matrix, columns);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256})
    void theColumnsOfTheBuiltInModelsTakeTheFastWay(int columns) {
        assertThat(ProjectionKernel.fastest(columns)).isInstanceOf(VectorProjectionKernel.class);
    }

    private static void compare(ProjectionKernel kernel, float[] states, float[] matrix, int columns) {
        float[] reduced = gaussian(new Random(1), ProjectionKernel.STATES * columns);
        kernel.multiply(states, FIRST, ROWS, matrix, columns, reduced);
        for (int state = 0; state < ProjectionKernel.STATES; state++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                    sum += (double) states[(FIRST + state) * ROWS + row] * matrix[row * columns + column];
                }
                assertThat((double) reduced[state * columns + column]).isCloseTo(sum, within(1e-4));
            }
        }
    }

    private static float[] gaussian(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
