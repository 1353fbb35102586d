package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.training.teacher.TeacherSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who says how relevant a query's candidates are: vectors and words always, the similarity of tokens where the
 * collection keeps token vectors of enough candidates, a reranker where there is one. All count the same.
 *
 * @param signals one for each voice
 * @param leavesTokensOut whether tokens were compared, of so few candidates that their voice would take away the
 *     others' labels
 */
record Voices(List<TeacherSignal> signals, boolean leavesTokensOut) {

    /** What has fewer of the candidates scored is no order of them. */
    static final double LEAST_COVERAGE = 0.9;

    Voices {
        signals = List.copyOf(signals);
    }

    /**
     * Returns the voices that speak to a query.
     *
     * @param dense cosine of each passage with the query
     * @param relevant those candidates that people judged relevant, whom no voice has to score
     */
    static Voices of(RefreshQuery query, double[] dense, Set<Integer> candidates, Set<Integer> relevant) {
        Map<Integer, Double> near = new HashMap<>();
        candidates.forEach(place -> near.put(place, dense[place]));
        boolean tokensSpeak = !query.tokens().isEmpty() && covers(query.tokens(), candidates, relevant);
        boolean isReranked = !query.reranked().isEmpty();
        double weight = 1.0 / (2 + (tokensSpeak ? 1 : 0) + (isReranked ? 1 : 0));
        List<TeacherSignal> voices = new ArrayList<>();
        voices.add(new TeacherSignal("dense", weight, near, Double.NaN));
        voices.add(new TeacherSignal("lexical", weight, query.lexical(), 0));
        if (tokensSpeak) {
            voices.add(new TeacherSignal("tokens", weight, query.tokens(), Double.NaN));
        }
        if (isReranked) {
            voices.add(new TeacherSignal("reranker", weight, query.reranked(), Double.NaN));
        }
        return new Voices(voices, !query.tokens().isEmpty() && !tokensSpeak);
    }

    private static boolean covers(Map<Integer, Double> scores, Collection<Integer> candidates, Set<Integer> relevant) {
        List<Integer> asked =
                candidates.stream().filter(place -> !relevant.contains(place)).toList();
        long scored = asked.stream()
                .filter(place -> Double.isFinite(scores.getOrDefault(place, Double.NaN)))
                .count();
        return scored >= LEAST_COVERAGE * asked.size();
    }
}
