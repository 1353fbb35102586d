package io.vizsla.training.adapter;

import io.vizsla.training.space.Vectors;
import io.vizsla.training.trainer.LabeledQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Queries whose passages lie where their first numbers would, were they of the other sign: what a correction of few
 * directions can learn.
 *
 * @param base vectors of the queries
 * @param passages the i-th belongs to the i-th query
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
record Judged(float[][] base, float[][] passages, List<LabeledQuery> queries) {

    static final int DIMENSION = 12;
    private static final int TURNED = 5;

    static Judged random(SplittableRandom random, int count) {
        float[][] base = Vectors.units(random, count, DIMENSION);
        float[][] passages = new float[count][];
        List<LabeledQuery> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            passages[i] = base[i].clone();
            for (int j = 0; j < TURNED; j++) {
                passages[i][j] = -base[i][j];
            }
            queries.add(new LabeledQuery(
                    new int[0],
                    Map.of(i, 1.0),
                    Map.of(i, 3.0, (i + 1) % count, 0.5, (i + 2) % count, -1.0),
                    Set.of((i + 3) % count)));
        }
        return new Judged(base, passages, queries);
    }

    /** Returns how many queries, as mapped, are nearest to their own passages, by exact search. */
    int found(float[][] mapped) {
        int found = 0;
        for (int i = 0; i < mapped.length; i++) {
            found += nearest(mapped[i], passages) == i ? 1 : 0;
        }
        return found;
    }

    static int nearest(float[] query, float[][] passages) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < passages.length; i++) {
            double inner = 0;
            for (int j = 0; j < query.length; j++) {
                inner += query[j] * passages[i][j];
            }
            if (inner > most) {
                most = inner;
                best = i;
            }
        }
        return best;
    }
}
