package io.vizsla.training.calibration;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How good probabilities are, with one threshold for all queries; names as in arXiv 2408.04887.
 *
 * @param prAuc area below precision over recall, all pairs in one list (average precision), in 0..1
 * @param precisionAtRecall80 at the highest threshold that keeps 80 % of the relevant pairs
 * @param precisionAtRecall95 at the highest threshold that keeps 95 %
 * @param filtered share of all pairs that the threshold for 95 % drops
 * @param nullRate share of the queries with a relevant passage of which that threshold drops every passage
 * @param calibrationError expected gap of predicted and observed, over ten bins of equal width
 */
public record CalibrationMetrics(
        double prAuc,
        double precisionAtRecall80,
        double precisionAtRecall95,
        double filtered,
        double nullRate,
        double calibrationError) {

    private static final int BINS = 10;

    private record Pair(double probability, boolean relevant) {}

    /** Where a list of pairs is cut: what is kept. */
    private record Cut(double threshold, int kept, int found) {

        double precision() {
            return (double) found / kept;
        }
    }

    /**
     * Measures.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if no pair is relevant
     */
    public static CalibrationMetrics of(Calibration calibration, List<QueryScores> queries) {
        List<double[]> probabilities =
                queries.stream().map(calibration::probabilities).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < probabilities.size(); i++) {
            for (int j = 0; j < probabilities.get(i).length; j++) {
                pairs.add(new Pair(probabilities.get(i)[j], queries.get(i).relevant()[j]));
            }
        }
        List<Cut> cuts = cuts(pairs);
        Cut wide = cut(cuts, 0.95);
        return new CalibrationMetrics(
                area(cuts),
                cut(cuts, 0.8).precision(),
                wide.precision(),
                1 - (double) wide.kept() / pairs.size(),
                nullRate(queries, probabilities, wide.threshold()),
                calibrationError(pairs));
    }

    /** Equal probabilities cannot be cut apart. */
    private static List<Cut> cuts(List<Pair> pairs) {
        List<Pair> order = pairs.stream()
                .sorted(Comparator.comparingDouble(Pair::probability).reversed())
                .toList();
        List<Cut> cuts = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < order.size(); i++) {
            found += order.get(i).relevant() ? 1 : 0;
            double own = order.get(i).probability();
            if (i + 1 == order.size() || order.get(i + 1).probability() < own) {
                cuts.add(new Cut(own, i + 1, found));
            }
        }
        if (found == 0) {
            throw VizslaException.invalid("relevant", "none of " + pairs.size() + " pairs", "one or more");
        }
        return cuts;
    }

    private static Cut cut(List<Cut> cuts, double recall) {
        int wanted = (int) Math.ceil(recall * cuts.getLast().found() - 1e-9);
        return cuts.stream().filter(cut -> cut.found() >= wanted).findFirst().orElse(cuts.getLast());
    }

    private static double area(List<Cut> cuts) {
        double area = 0;
        int before = 0;
        for (Cut cut : cuts) {
            area += cut.precision() * (cut.found() - before);
            before = cut.found();
        }
        return area / before;
    }

    private static double nullRate(List<QueryScores> queries, List<double[]> probabilities, double threshold) {
        int answerable = 0;
        int empty = 0;
        for (int i = 0; i < queries.size(); i++) {
            if (queries.get(i).isAnswerable()) {
                answerable++;
                empty += most(probabilities.get(i)) < threshold ? 1 : 0;
            }
        }
        return (double) empty / answerable;
    }

    private static double most(double[] probabilities) {
        double most = 0;
        for (double probability : probabilities) {
            most = Math.max(most, probability);
        }
        return most;
    }

    private static double calibrationError(List<Pair> pairs) {
        double[] gaps = new double[BINS];
        for (Pair pair : pairs) {
            gaps[Math.min(BINS - 1, (int) (pair.probability() * BINS))] +=
                    pair.probability() - (pair.relevant() ? 1 : 0);
        }
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return sum / pairs.size();
    }
}
