package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MiniBatchKMeansTest {

    private static final int CLUSTERS = 8;
    private static final int DIMENSION = 16;

    private final SplittableRandom random = Seeds.random("MiniBatchKMeansTest");

    @Test
    void findsClustersThatLieApart() {
        int[] classes = new int[2000];
        float[][] points = points(classes);

        int[] clusters = new MiniBatchKMeans(points, CLUSTERS, 500, 1).fit();

        assertThat(VMeasure.of(classes, clusters)).isGreaterThan(0.9);
    }

    @Test
    void theSameSeedGivesTheSameClusters() {
        float[][] points = points(new int[700]);

        int[] first = new MiniBatchKMeans(points, CLUSTERS, 500, 7).fit();
        int[] second = new MiniBatchKMeans(points, CLUSTERS, 500, 7).fit();

        assertThat(second).isEqualTo(first);
        assertThat(Arrays.stream(first).allMatch(c -> c >= 0 && c < CLUSTERS)).isTrue();
    }

    @Test
    void asManyClustersAsPointsAndFewerPointsThanABatch() {
        float[][] points = {{0, 0}, {10, 0}, {0, 10}};

        int[] clusters = new MiniBatchKMeans(points, 3, 500, 3).fit();

        assertThat(clusters).hasSize(3);
        assertThat(new MiniBatchKMeans(points, 1, 500, 3).fit()).containsOnly(0);
    }

    /** Gaussian blobs around corners of a cube; {@code classes} receives whose each point is. */
    private float[][] points(int[] classes) {
        float[][] points = new float[classes.length][DIMENSION];
        for (int i = 0; i < points.length; i++) {
            classes[i] = i % CLUSTERS;
            for (int j = 0; j < DIMENSION; j++) {
                double corner = j % CLUSTERS == classes[i] ? 10 : 0;
                points[i][j] = (float) (corner + random.nextDouble(-1, 1));
            }
        }
        return points;
    }
}
