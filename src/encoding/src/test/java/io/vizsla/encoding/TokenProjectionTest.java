package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenProjectionTest {

    private static final int ROWS = 24;

    @Test
    void statesInASubspaceKeepTheirDotProducts() {
        long seed = System.nanoTime();
        System.out.println("TokenProjectionTest seed " + seed);
        Random random = new Random(seed);
        float[] basis = gaussian(random, 5 * ROWS);
        float[] states = new float[200 * ROWS];
        for (int i = 0; i < 200; i++) {
            for (int b = 0; b < 5; b++) {
                float weight = (float) random.nextGaussian();
                for (int j = 0; j < ROWS; j++) {
                    states[i * ROWS + j] += weight * basis[b * ROWS + j];
                }
            }
        }
        TokenProjectionFitter fitter = new TokenProjectionFitter(ROWS);
        for (int i = 0; i < 200; i++) {
            fitter.add(states, i);
        }

        TokenVectors reduced = fitter.projection(5).project(states, 10, 100);

        assertThat(reduced.count()).isEqualTo(100);
        for (int i = 0; i < 99; i++) {
            assertThat(dot(reduced, i, i + 1)).isCloseTo(cosine(states, 10 + i, 11 + i), within(0.03));
        }
    }

    @Test
    void aNilStateGivesANilVector() {
        TokenProjection projection = new TokenProjection(3, 2, new float[] {1, 0, 0, 1, 0, 0});

        TokenVectors reduced = projection.project(new float[] {0, 0, 0, 3, 4, 0}, 0, 2);

        assertThat(reduced.scales()[0]).isZero();
        assertThat(reduced.scales()[1] * reduced.codes()[2]).isCloseTo(0.6f, within(0.01f));
        assertThat(reduced.scales()[1] * reduced.codes()[3]).isCloseTo(0.8f, within(0.01f));
    }

    @Test
    void aWrittenProjectionIsReadBack(@TempDir Path folder) {
        float[] matrix = {1, 0.5f, -0.25f, 0, 2, -1};
        Path file = folder.resolve("p.bin");
        new TokenProjection(3, 2, matrix).write(file);

        TokenProjection read = TokenProjection.read(file);

        assertThat(read.rows()).isEqualTo(3);
        assertThat(read.columns()).isEqualTo(2);
        float[] state = {1, 2, 3};
        assertThat(read.project(state, 0, 1)).isEqualTo(new TokenProjection(3, 2, matrix).project(state, 0, 1));
    }

    @Test
    void anythingElseIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("p.bin"), new byte[40]);

        assertThatThrownBy(() -> TokenProjection.read(file))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("p.bin");
    }

    @Test
    void eigenvectorsAreOrthonormalAndSolveTheMatrix() {
        Random random = new Random(7);
        int n = 12;
        float[] half = gaussian(random, n * n);
        double[] a = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            a[i] = half[i] + half[i % n * n + i / n];
        }
        SymmetricEigen eigen = SymmetricEigen.of(a.clone(), n);
        for (int k = 0; k < n; k++) {
            double[] v = eigen.vector(k);
            for (int row = 0; row < n; row++) {
                double sum = 0;
                for (int column = 0; column < n; column++) {
                    sum += a[row * n + column] * v[column];
                }
                assertThat(sum).isCloseTo(eigen.values()[k] * v[row], within(1e-9));
            }
        }
        assertThat(eigen.values()).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    private static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double dot(TokenVectors tokens, int a, int b) {
        int sum = 0;
        for (int j = 0; j < tokens.dimension(); j++) {
            sum += tokens.codes()[a * tokens.dimension() + j] * tokens.codes()[b * tokens.dimension() + j];
        }
        return sum * (double) tokens.scales()[a] * tokens.scales()[b];
    }

    private static double cosine(float[] states, int a, int b) {
        return TestModels.cosine(
                java.util.Arrays.copyOfRange(states, a * ROWS, (a + 1) * ROWS),
                java.util.Arrays.copyOfRange(states, b * ROWS, (b + 1) * ROWS));
    }
}
