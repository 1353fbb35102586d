package io.vizsla.training.trainer;

import java.util.Map;
import java.util.Set;

/**
 * A query with what is known of passages for it. Passages are named by their place in the list that training is given.
 *
 * @param tokens ids as the model reads the query, its prompt and special tokens included
 * @param gains graded relevance by passage, each above 0
 * @param teacher soft labels: the teacher's scores by passage, higher is better; empty without a teacher
 * @param excluded passages that may be relevant though nobody said so, and are therefore no negatives
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
public record LabeledQuery(
        int[] tokens, Map<Integer, Double> gains, Map<Integer, Double> teacher, Set<Integer> excluded) {

    public LabeledQuery {
        gains = Map.copyOf(gains);
        teacher = Map.copyOf(teacher);
        excluded = Set.copyOf(excluded);
    }
}
