package io.vizsla.training.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.testkit.Seeds;
import io.vizsla.training.space.Ridge.Toward;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RidgeTest {

    private static final int DIMENSION = 5;

    private final SplittableRandom random = Seeds.random("RidgeTest");

    /** At the least of a convex function no small step goes down. */
    @ParameterizedTest
    @EnumSource(Toward.class)
    void isTheLeastOfItsSum(Toward toward) {
        VectorPairs pairs =
                new VectorPairs(Vectors.random(random, 20, DIMENSION), Vectors.random(random, 20, DIMENSION));
        double strength = 0.7;
        float[][] rows = Ridge.fit(pairs, toward, List.of(strength)).getFirst().rows();
        double pull = strength * variance(pairs.from());
        double least = sum(pairs, rows, toward, pull);

        for (int i = 0; i < DIMENSION; i++) {
            for (int j = 0; j <= DIMENSION; j++) {
                for (float step : new float[] {-1e-2f, 1e-2f}) {
                    rows[i][j] += step;
                    assertThat(sum(pairs, rows, toward, pull)).isGreaterThan(least);
                    rows[i][j] -= step;
                }
            }
        }
    }

    private static double sum(VectorPairs pairs, float[][] rows, Toward toward, double pull) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int n = 0; n < pairs.count(); n++) {
                double error = rows[i][DIMENSION] - pairs.to()[n][i];
                for (int j = 0; j < DIMENSION; j++) {
                    error += (double) rows[i][j] * pairs.from()[n][j];
                }
                sum += error * error;
            }
            for (int j = 0; j < DIMENSION; j++) {
                double off = rows[i][j] - (toward == Toward.IDENTITY && i == j ? 1 : 0);
                sum += pull * off * off;
            }
        }
        return sum;
    }

    /** Mean over the dimensions of the sum of squares about the mean, the unit of a strength. */
    private static double variance(float[][] vectors) {
        double sum = 0;
        for (int j = 0; j < DIMENSION; j++) {
            double mean = 0;
            for (float[] vector : vectors) {
                mean += vector[j] / (double) vectors.length;
            }
            for (float[] vector : vectors) {
                sum += (vector[j] - mean) * (vector[j] - mean);
            }
        }
        return sum / DIMENSION;
    }

    @Test
    void aWeakPullFindsThePlantedMap() {
        float[][] planted = Vectors.random(random, 3, DIMENSION + 1);
        float[][] from = Vectors.random(random, 5000, DIMENSION);
        float[][] to = new float[from.length][3];
        for (int n = 0; n < from.length; n++) {
            for (int i = 0; i < 3; i++) {
                to[n][i] = planted[i][DIMENSION];
                for (int j = 0; j < DIMENSION; j++) {
                    to[n][i] += planted[i][j] * from[n][j];
                }
            }
        }

        float[][] found = Ridge.fit(new VectorPairs(from, to), Toward.ZERO, List.of(1e-9))
                .getFirst()
                .rows();

        for (int i = 0; i < 3; i++) {
            assertThat(found[i]).containsExactly(planted[i], within(1e-4f));
        }
    }

    @Test
    void anEndlessPullLeavesTheShift() {
        VectorPairs pairs = new VectorPairs(Vectors.random(random, 9, DIMENSION), Vectors.random(random, 9, DIMENSION));

        float[][] rows = Ridge.fit(pairs, Toward.IDENTITY, List.of(Double.POSITIVE_INFINITY))
                .getFirst()
                .rows();

        float[][] shift = Shifts.of(pairs).map().rows();
        for (int i = 0; i < DIMENSION; i++) {
            assertThat(rows[i]).containsExactly(shift[i], within(1e-6f));
        }
    }
}
