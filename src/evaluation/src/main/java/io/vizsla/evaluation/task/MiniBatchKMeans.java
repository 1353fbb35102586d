package io.vizsla.evaluation.task;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Mini-batch k-means (Sculley 2010: {@code b} = batch, {@code v[c]} = counts), with the rules that scikit-learn adds: it
 * starts from the best of three k-means++ draws, puts centers that hardly win anything onto other points, and ends when the
 * smoothed inertia has not fallen for ten batches.
 *
 * <p>The same seed gives the same clusters. One instance serves one fit.
 */
final class MiniBatchKMeans {

    private static final int MOST_EPOCHS = 100;
    private static final int DRAWS = 3;
    private static final int PATIENCE = 10;
    private static final double STARVED = 0.01;

    private final float[][] points;
    private final int clusters;
    private final int batch;
    private final SplittableRandom random;
    private final double[] counts;
    private double[][] centers = {};
    private long seenSinceMoved;

    /**
     * Prepares a fit.
     *
     * @param points {@code float[n][d]}
     * @param clusters how many, 1 to n
     * @param batch how many points move the centers at a time
     */
    MiniBatchKMeans(float[][] points, int clusters, int batch, long seed) {
        this.points = points;
        this.clusters = clusters;
        this.batch = Math.min(batch, points.length);
        this.random = new SplittableRandom(seed);
        this.counts = new double[clusters];
    }

    /** Returns the cluster of each point, 0 to {@code clusters - 1}. */
    int[] fit() {
        start();
        int steps = Math.max(1, MOST_EPOCHS * points.length / batch);
        double smoothing = Math.min(1, 2.0 * batch / (points.length + 1));
        double smoothed = Double.NaN;
        double best = Double.POSITIVE_INFINITY;
        int idle = 0;
        for (int step = 0; step < steps && idle < PATIENCE; step++) {
            double inertia = step(draw(batch));
            if (step > 0) {
                smoothed = Double.isNaN(smoothed) ? inertia : smoothed + smoothing * (inertia - smoothed);
                idle = smoothed < best ? 0 : idle + 1;
                best = Math.min(best, smoothed);
            }
        }
        return Arrays.stream(points).mapToInt(point -> nearest(centers, point)).toArray();
    }

    private void start() {
        int[] judges = draw(Math.min(points.length, Math.max(3 * batch, 3 * clusters)));
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < DRAWS; i++) {
            int[] sample = draw(judges.length);
            double[][] drawn = new PlusPlus(points, sample, random).draw(clusters);
            double inertia = Arrays.stream(judges)
                    .mapToDouble(judge -> distance(drawn[nearest(drawn, points[judge])], points[judge]))
                    .sum();
            if (inertia < least) {
                least = inertia;
                centers = drawn;
            }
        }
    }

    /** Moves the centers towards the points that they win and returns the mean distance before. */
    private double step(int[] drawn) {
        int[] owners = new int[drawn.length];
        double inertia = 0;
        for (int i = 0; i < drawn.length; i++) {
            float[] point = points[drawn[i]];
            owners[i] = nearest(centers, point);
            inertia += distance(centers[owners[i]], point);
        }
        for (int i = 0; i < drawn.length; i++) {
            move(centers[owners[i]], points[drawn[i]], 1 / ++counts[owners[i]]);
        }
        seenSinceMoved += drawn.length;
        if (seenSinceMoved > 10L * clusters && Arrays.stream(counts).min().orElse(0) == 0
                || seenSinceMoved > 10L * batch) {
            seenSinceMoved = 0;
            reassign(drawn);
        }
        return inertia / drawn.length;
    }

    private void reassign(int[] drawn) {
        double most = Arrays.stream(counts).max().orElse(0);
        int moved = 0;
        for (int c = 0; c < clusters && moved < drawn.length / 2; c++) {
            if (counts[c] < STARVED * most) {
                centers[c] = PlusPlus.copy(points[drawn[random.nextInt(drawn.length)]]);
                counts[c] = Arrays.stream(counts)
                        .filter(count -> count >= STARVED * most)
                        .min()
                        .orElse(1);
                moved++;
            }
        }
    }

    private int[] draw(int size) {
        return random.ints(size, 0, points.length).toArray();
    }

    private static void move(double[] center, float[] point, double rate) {
        for (int j = 0; j < center.length; j++) {
            center[j] += rate * (point[j] - center[j]);
        }
    }

    private static int nearest(double[][] centers, float[] point) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centers.length; c++) {
            double distance = distance(centers[c], point);
            if (distance < least) {
                least = distance;
                nearest = c;
            }
        }
        return nearest;
    }

    static double distance(double[] center, float[] point) {
        double sum = 0;
        for (int j = 0; j < center.length; j++) {
            double apart = center[j] - point[j];
            sum += apart * apart;
        }
        return sum;
    }
}
