package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.task.CandidateList.Candidate;
import java.util.List;

/**
 * Putting given candidates into order by cosine, as in MTEB: MAP over the whole list and MRR@10. Queries whose candidates are
 * all relevant, or none, tell nothing and are left out, as there.
 *
 * @param instruction of the task, for models that were trained with one for each; empty for the model's own
 */
public record RerankingTask(String name, List<CandidateList> lists, String instruction) implements Task {

    private static final int CUT = 10;

    public RerankingTask {
        lists = lists.stream().filter(CandidateList::telling).toList();
        if (lists.isEmpty()) {
            throw VizslaException.invalid("lists", name, "a query with both relevant candidates and others");
        }
    }

    @Override
    public String protocol() {
        return "reranking";
    }

    @Override
    public TaskScores measure(TaskEncoder encoder) {
        float[][] queries =
                encoder.asked(lists.stream().map(CandidateList::query).toList(), instruction);
        float[][] passages = encoder.passages(lists.stream()
                .flatMap(list -> list.candidates().stream())
                .map(Candidate::text)
                .toList());
        double precision = 0;
        double reciprocal = 0;
        int from = 0;
        for (int q = 0; q < queries.length; q++) {
            boolean[] ranked = ranked(queries[q], passages, from, lists.get(q).candidates());
            precision += averagePrecision(ranked);
            reciprocal += reciprocalRank(ranked);
            from += ranked.length;
        }
        return new TaskScores.Builder(this)
                .add("MAP", precision / queries.length)
                .add("MRR@10", reciprocal / queries.length)
                .build("MAP");
    }

    private static boolean[] ranked(float[] query, float[][] passages, int from, List<Candidate> candidates) {
        double[] scores = new double[candidates.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Vectors.cosine(query, passages[from + i]);
        }
        int[] order = Vectors.bestFirst(scores);
        boolean[] ranked = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            ranked[i] = candidates.get(order[i]).relevant();
        }
        return ranked;
    }

    static double averagePrecision(boolean[] ranked) {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < ranked.length; i++) {
            if (ranked[i]) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return found == 0 ? 0 : sum / found;
    }

    static double reciprocalRank(boolean[] ranked) {
        for (int i = 0; i < Math.min(CUT, ranked.length); i++) {
            if (ranked[i]) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }
}
