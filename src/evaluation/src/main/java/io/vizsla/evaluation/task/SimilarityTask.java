package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.List;

/**
 * Semantic textual similarity, as in MTEB: Spearman's correlation of the cosines with the ratings, Pearson's beside it.
 *
 * @param instruction for models that read one
 */
public record SimilarityTask(String name, List<ScoredPair> pairs, String instruction) implements Task {

    public SimilarityTask {
        pairs = List.copyOf(pairs);
        if (pairs.size() < 2) {
            throw VizslaException.invalid("pairs", name, "at least two pairs");
        }
    }

    @Override
    public String protocol() {
        return "sts";
    }

    @Override
    public TaskScores measure(TaskEncoder encoder) {
        double[] cosines = Vectors.cosines(
                encoder.alike(pairs.stream().map(ScoredPair::first).toList(), instruction),
                encoder.alike(pairs.stream().map(ScoredPair::second).toList(), instruction));
        double[] ratings = pairs.stream().mapToDouble(ScoredPair::score).toArray();
        return new TaskScores.Builder(this)
                .add("Spearman", RankCorrelation.spearman(cosines, ratings))
                .add("Pearson", RankCorrelation.pearson(cosines, ratings))
                .build("Spearman");
    }
}
