package io.vizsla.benchmarks;

import io.vizsla.training.calibration.QueryScores;
import io.vizsla.training.trainer.LabeledQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Judged queries with the cosines of the passages that a search finds first, and which of them are relevant. */
final class CosineSamples {

    private final float[][] passages;
    private final int depth;

    CosineSamples(float[][] passages, int depth) {
        this.passages = passages;
        this.depth = depth;
    }

    List<QueryScores> of(float[][] vectors, List<LabeledQuery> queries) {
        List<QueryScores> samples = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            samples.add(of(vectors[i], queries.get(i)));
        }
        return samples;
    }

    private QueryScores of(float[] query, LabeledQuery labels) {
        double[] all = new double[passages.length];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < query.length; j++) {
                all[i] += (double) query[j] * passages[i][j];
            }
        }
        int[] found = IntStream.range(0, all.length)
                .boxed()
                .sorted((a, b) -> Double.compare(all[b], all[a]))
                .limit(depth)
                .mapToInt(Integer::intValue)
                .toArray();
        double[] cosines = new double[found.length];
        boolean[] relevant = new boolean[found.length];
        for (int i = 0; i < found.length; i++) {
            cosines[i] = all[found[i]];
            relevant[i] = labels.gains().containsKey(found[i]);
        }
        return new QueryScores(query, cosines, relevant);
    }
}
