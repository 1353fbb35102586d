package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.List;

/**
 * Telling pairs that belong together from others, as in MTEB: average precision of the cosine, and F1 and accuracy at the
 * threshold that is best for each.
 *
 * @param instruction for models that read one
 */
public record PairClassificationTask(String name, List<JudgedPair> pairs, String instruction) implements Task {

    public PairClassificationTask {
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) {
            throw VizslaException.invalid("pairs", name, "at least one pair");
        }
    }

    @Override
    public String protocol() {
        return "pair classification";
    }

    @Override
    public TaskScores measure(TaskEncoder encoder) {
        float[][] first = encoder.alike(pairs.stream().map(JudgedPair::first).toList(), instruction);
        float[][] second = encoder.alike(pairs.stream().map(JudgedPair::second).toList(), instruction);
        boolean[] together = new boolean[pairs.size()];
        for (int i = 0; i < together.length; i++) {
            together[i] = pairs.get(i).together();
        }
        PairScores scores = PairScores.of(together, Vectors.cosines(first, second));
        return new TaskScores.Builder(this)
                .add("AP", scores.averagePrecision())
                .add("max F1", scores.maxF1())
                .add("max accuracy", scores.maxAccuracy())
                .build("AP");
    }
}
