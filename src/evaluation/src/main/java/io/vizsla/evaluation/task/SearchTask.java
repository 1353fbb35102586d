package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Search for everything that a request needs, by exact search over the vectors: Recall@5, how often the first five are
 * complete, and nDCG@5. Measured twice: as the model's family asks, which is with its own prompt for queries unless it
 * was trained with an instruction for each task, and with the task's instruction in any case. For a model that reads no
 * instruction, and for one that was trained with them, the two are the same.
 *
 * @param passages id to text
 * @param queries text of each query
 * @param relevant ids of the passages that each query needs, at least one
 * @param instruction of the task; not blank
 */
public record SearchTask(
        String name,
        SequencedMap<String, String> passages,
        List<String> queries,
        List<Set<String>> relevant,
        String instruction)
        implements Task {

    private static final int CUT = 5;

    public SearchTask {
        passages = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(passages));
        queries = List.copyOf(queries);
        relevant = relevant.stream().map(Set::copyOf).toList();
        if (queries.isEmpty() || relevant.size() != queries.size() || relevant.contains(Set.<String>of())) {
            throw VizslaException.invalid(
                    "relevant", relevant.size(), "one or more passages for each query of " + name);
        }
        Corpus corpus = new Corpus(passages);
        relevant.forEach(ids -> ids.forEach(id -> corpus.require(id, "relevant")));
    }

    @Override
    public String protocol() {
        return "search";
    }

    @Override
    public TaskScores measure(TaskEncoder encoder) {
        Corpus.Encoded corpus = new Corpus(passages).encode(encoder);
        TaskScores.Builder scores = new TaskScores.Builder(this);
        add(scores, "", corpus.ranks(encoder.asked(queries, instruction), relevant));
        add(scores, " instructed", corpus.ranks(encoder.queries(queries, instruction), relevant));
        return scores.build("Recall@5");
    }

    private static void add(TaskScores.Builder scores, String suffix, List<int[]> ranks) {
        Map<String, ToDoubleFunction<int[]>> measures = new LinkedHashMap<>();
        measures.put("Recall@5", one -> RankMeasures.recall(one, CUT));
        measures.put("Complete@5", one -> RankMeasures.completeness(one, CUT));
        measures.put("nDCG@5", one -> RankMeasures.ndcg(one, CUT));
        measures.forEach((name, measure) -> scores.add(
                name + suffix, ranks.stream().mapToDouble(measure).average().orElse(0)));
    }
}
