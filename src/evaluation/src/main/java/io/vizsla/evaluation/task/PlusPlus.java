package io.vizsla.evaluation.task;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws first centers by k-means++ (Arthur and Vassilvitskii 2007): each next one is a point drawn with a probability in
 * proportion to {@code D(x)^2} = {@link #nearest}, its squared distance from the centers before it. Of several such draws
 * the one that leaves the least distance is kept, as in scikit-learn.
 */
final class PlusPlus {

    private final float[][] points;
    private final int[] sample;
    private final SplittableRandom random;
    private final double[] nearest;

    /**
     * Prepares a draw.
     *
     * @param sample indexes of the points that may become centers
     */
    PlusPlus(float[][] points, int[] sample, SplittableRandom random) {
        this.points = points;
        this.sample = sample;
        this.random = random;
        this.nearest = new double[sample.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    }

    /** Returns centers, {@code double[clusters][d]}. */
    double[][] draw(int clusters) {
        double[][] centers = new double[clusters][];
        int draws = 2 + (int) Math.log(clusters);
        for (int c = 0; c < clusters; c++) {
            double[] best = {};
            double[] bestDistances = nearest;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < (c == 0 ? 1 : draws); i++) {
                double[] center = copy(points[sample[c == 0 ? random.nextInt(sample.length) : weighted()]]);
                double[] distances = distances(center);
                double sum = Arrays.stream(distances).sum();
                if (sum < least || best.length == 0) {
                    least = sum;
                    best = center;
                    bestDistances = distances;
                }
            }
            centers[c] = best;
            System.arraycopy(bestDistances, 0, nearest, 0, nearest.length);
        }
        return centers;
    }

    private double[] distances(double[] center) {
        double[] distances = new double[sample.length];
        Arrays.setAll(distances, i -> Math.min(nearest[i], MiniBatchKMeans.distance(center, points[sample[i]])));
        return distances;
    }

    private int weighted() {
        double left = random.nextDouble() * Arrays.stream(nearest).sum();
        for (int i = 0; i < nearest.length; i++) {
            left -= nearest[i];
            if (left < 0) {
                return i;
            }
        }
        return random.nextInt(nearest.length);
    }

    static double[] copy(float[] point) {
        double[] copy = new double[point.length];
        Arrays.setAll(copy, j -> point[j]);
        return copy;
    }
}
