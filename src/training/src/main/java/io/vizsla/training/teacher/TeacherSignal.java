package io.vizsla.training.teacher;

import io.vizsla.api.error.VizslaException;
import java.util.Map;

/**
 * One voice of a teacher for one query: a retriever or a reranker.
 *
 * @param name such as {@code dense} or {@code lexical}
 * @param weight among the voices, above 0
 * @param scores by passage, in any unit, higher is better; what is no finite number counts as missing
 * @param silence what a candidate without a score has; not a number if that is unknown, as with a reranker that failed
 */
public record TeacherSignal(String name, double weight, Map<Integer, Double> scores, double silence) {

    public TeacherSignal {
        if (!(weight > 0)) {
            throw VizslaException.invalid("weight of " + name, String.valueOf(weight), "above 0");
        }
        scores = Map.copyOf(scores);
    }

    double of(int passage) {
        Double score = scores.get(passage);
        return score == null ? silence : score;
    }
}
