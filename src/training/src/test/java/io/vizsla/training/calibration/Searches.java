package io.vizsla.training.calibration;

import io.vizsla.training.space.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Queries of two kinds, told apart by their first number, whose cosines mean different things. */
final class Searches {

    static final int DIMENSION = 6;
    private static final int PASSAGES = 20;

    private Searches() {}

    /** A cosine of 0.6 is much for the one kind and little for the other. */
    static List<QueryScores> random(SplittableRandom random, int count) {
        List<QueryScores> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] query = Vectors.unit(random, DIMENSION);
            double middle = query[0] > 0 ? 0.5 : 0.7;
            double[] cosines = new double[PASSAGES];
            boolean[] relevant = new boolean[PASSAGES];
            for (int j = 0; j < PASSAGES; j++) {
                cosines[j] = middle + random.nextDouble(-0.15, 0.15);
                relevant[j] = random.nextDouble() < LogisticLine.sigmoid(50 * (cosines[j] - middle - 0.05));
            }
            queries.add(new QueryScores(query, cosines, relevant));
        }
        return queries;
    }
}
