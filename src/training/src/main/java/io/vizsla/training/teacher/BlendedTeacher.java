package io.vizsla.training.teacher;

import io.vizsla.api.error.VizslaException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Blends several voices into soft labels: each is brought to mean 0 and deviation 1 over the query's candidates, so
 * that no unit outweighs another, then they are summed by weight. What people judged relevant is raised above
 * everything else, since they know better.
 *
 * <p>arXiv 2506.07438: {@code t_j = a z(s_r) + (1 - a) z(s_c)}, with a = the weights.
 *
 * @param raise how far a relevant passage stands above the best other one, in deviations, 0 or more
 */
public record BlendedTeacher(double raise) {

    public BlendedTeacher {
        if (!(raise >= 0) || Double.isInfinite(raise)) {
            throw VizslaException.invalid("raise", String.valueOf(raise), "0 or more");
        }
    }

    /**
     * Labels a query's candidates. One that a voice has nothing to say of has no label, unless it is relevant: it is
     * never labeled on half of what there is to know.
     *
     * @param voices one or more
     * @param relevant passages that are judged relevant; they have a label even if they are no candidates
     */
    public SoftLabels label(List<TeacherSignal> voices, Collection<Integer> candidates, Set<Integer> relevant) {
        Map<Integer, Double> scores = new HashMap<>();
        for (int passage : candidates) {
            scores.put(passage, 0.0);
        }
        for (TeacherSignal voice : voices) {
            add(voice, scores);
        }
        long asked = unjudged(scores, relevant);
        scores.values().removeIf(score -> !Double.isFinite(score));
        double coverage = asked == 0 ? 1 : (double) unjudged(scores, relevant) / asked;
        double best = scores.entrySet().stream()
                .filter(entry -> !relevant.contains(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
        relevant.forEach(passage -> scores.merge(passage, best + raise, Math::max));
        return new SoftLabels(scores, coverage);
    }

    /** What people judged relevant has its label from them: whether a voice has read it says nothing of the voice. */
    private static long unjudged(Map<Integer, Double> scores, Set<Integer> relevant) {
        return scores.keySet().stream()
                .filter(passage -> !relevant.contains(passage))
                .count();
    }

    private static void add(TeacherSignal voice, Map<Integer, Double> scores) {
        double[] known = scores.keySet().stream()
                .mapToDouble(voice::of)
                .filter(Double::isFinite)
                .toArray();
        double mean = 0;
        for (double value : known) {
            mean += value / known.length;
        }
        double square = 0;
        for (double value : known) {
            square += (value - mean) * (value - mean) / known.length;
        }
        double center = mean;
        double deviation = square > 0 ? Math.sqrt(square) : 1;
        scores.replaceAll((passage, score) -> score + voice.weight() * (voice.of(passage) - center) / deviation);
    }
}
