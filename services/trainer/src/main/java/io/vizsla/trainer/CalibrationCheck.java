package io.vizsla.trainer;

import io.vizsla.evaluation.DocumentGroups;
import io.vizsla.evaluation.Fold;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.calibration.Calibration;
import io.vizsla.training.calibration.CalibrationMetrics;
import io.vizsla.training.calibration.CalibrationOptions;
import io.vizsla.training.calibration.CosineAdapterTrainer;
import io.vizsla.training.calibration.GlobalLine;
import io.vizsla.training.calibration.QueryScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What cosines tell as probabilities that a passage is relevant: as they are, by one line for all queries, and by a head that
 * reads the query. It tells what vectors alone can say; what serves is fitted to whole searches, by the instance. The vectors are those of models that had learned from no query with a
 * document in common, and lines and heads are fitted to other documents' queries than they are asked about. What nobody
 * judged counts as not relevant.
 *
 * @param queries how many were asked
 * @param metrics by way, the simplest first
 */
record CalibrationCheck(int queries, Map<String, CalibrationMetrics> metrics) {

    private static final int DEPTH = 100;
    private static final int FEWEST = 20;

    CalibrationCheck {
        metrics = new LinkedHashMap<>(metrics);
    }

    /** Checks it; empty if there are too few queries to learn from and ask. */
    static Optional<CalibrationCheck> of(Prepared prepared, FoldResult checked, RefreshSettings settings) {
        List<Integer> asked = new ArrayList<>();
        List<QueryScores> samples = new ArrayList<>();
        for (int i = 0; i < prepared.data().queries().size(); i++) {
            float[] vector =
                    checked.vectors().get(prepared.data().queries().get(i).id());
            if (vector != null) {
                asked.add(i);
                samples.add(sample(prepared, i, vector));
            }
        }
        List<List<Integer>> groups = DocumentGroups.of(asked.stream()
                .map(place -> prepared.data().queries().get(place).gains().keySet())
                .toList());
        List<Fold> folds = Fold.of(groups, settings.foldsFor(asked.size()), settings.seed());
        boolean isEnough = samples.size() >= FEWEST
                && !folds.isEmpty()
                && folds.stream().allMatch(fold -> tellsBoth(at(samples, fold.learned())));
        return isEnough ? Optional.of(of(samples, folds, settings.seed())) : Optional.empty();
    }

    private static QueryScores sample(Prepared prepared, int query, float[] vector) {
        double[] all = Similarity.all(vector, prepared.data().vectors());
        int[] best = Similarity.best(all, DEPTH);
        boolean[] relevant = new boolean[best.length];
        for (int i = 0; i < best.length; i++) {
            relevant[i] = prepared.labels().queries().get(query).gains().containsKey(best[i]);
        }
        return new QueryScores(
                vector, Arrays.stream(best).mapToDouble(place -> all[place]).toArray(), relevant);
    }

    private static List<QueryScores> at(List<QueryScores> samples, List<Integer> places) {
        return places.stream().map(samples::get).toList();
    }

    private static boolean tellsBoth(List<QueryScores> samples) {
        return samples.stream().anyMatch(QueryScores::isAnswerable)
                && samples.stream().anyMatch(CalibrationCheck::holdsOthers);
    }

    private static boolean holdsOthers(QueryScores sample) {
        for (boolean is : sample.relevant()) {
            if (!is) {
                return true;
            }
        }
        return false;
    }

    private static CalibrationCheck of(List<QueryScores> samples, List<Fold> folds, long seed) {
        Map<QueryScores, double[]> line = new IdentityHashMap<>();
        Map<QueryScores, double[]> head = new IdentityHashMap<>();
        CalibrationOptions options = CalibrationOptions.DEFAULTS.withSeed(seed);
        for (Fold fold : folds) {
            List<QueryScores> learned = at(samples, fold.learned());
            Calibration straight = GlobalLine.fit(learned);
            Calibration bent = CosineAdapterTrainer.fit(learned, options, step -> {});
            for (QueryScores one : at(samples, fold.asked())) {
                line.put(one, straight.probabilities(one));
                head.put(one, bent.probabilities(one));
            }
        }
        Map<String, CalibrationMetrics> metrics = new LinkedHashMap<>();
        metrics.put("cosine", CalibrationMetrics.of(CalibrationCheck::plain, samples));
        metrics.put("line", CalibrationMetrics.of(one -> Objects.requireNonNull(line.get(one)), samples));
        metrics.put("head", CalibrationMetrics.of(one -> Objects.requireNonNull(head.get(one)), samples));
        return new CalibrationCheck(samples.size(), metrics);
    }

    private static double[] plain(QueryScores scores) {
        return Arrays.stream(scores.cosines())
                .map(cosine -> Math.clamp(cosine, 0, 1))
                .toArray();
    }
}
