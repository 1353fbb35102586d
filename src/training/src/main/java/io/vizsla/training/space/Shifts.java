package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import java.util.Arrays;

/**
 * How far vectors moved between two models.
 *
 * @param mean D, the mean of new less old
 * @param length mean of the shifts' lengths
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
record Shifts(double[] mean, double length) {

    static Shifts of(VectorPairs pairs) {
        double[] mean = new double[pairs.in()];
        double length = 0;
        for (int i = 0; i < pairs.count(); i++) {
            double squares = 0;
            for (int j = 0; j < mean.length; j++) {
                double shift = (double) pairs.from()[i][j] - pairs.to()[i][j];
                mean[j] += shift;
                squares += shift * shift;
            }
            length += Math.sqrt(squares);
        }
        Arrays.setAll(mean, j -> mean[j] / pairs.count());
        return new Shifts(mean, length / pairs.count());
    }

    /** Returns length of the mean over mean of the lengths; 0 if nothing moved. */
    double coherence() {
        double own = Math.sqrt(Arrays.stream(mean).map(value -> value * value).sum());
        return length > 0 ? Math.min(1, own / length) : 0;
    }

    /** Returns the map that takes the mean shift back. */
    AffineMap map() {
        float[][] rows = AffineMap.identity(mean.length).rows();
        for (int j = 0; j < mean.length; j++) {
            rows[j][mean.length] = (float) -mean[j];
        }
        return AffineMap.of(rows);
    }
}
