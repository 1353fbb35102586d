package io.vizsla.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.mining.Candidate;
import io.vizsla.training.mining.HardNegativeMiner;
import io.vizsla.training.mining.Mined;
import io.vizsla.training.mining.MiningOptions;
import io.vizsla.training.mining.Ranking;
import io.vizsla.training.mining.Rule;
import io.vizsla.training.teacher.BlendedTeacher;
import io.vizsla.training.teacher.SoftLabels;
import io.vizsla.training.teacher.TeacherSignal;
import io.vizsla.training.trainer.LabeledQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is known of each query's passages: the judgements, and the teacher's scores over the best of vectors and words. The
 * teacher is the blend of both.
 *
 * @param queries in the order of the data's
 * @param mining how many candidates each rule kept or dropped, for the report
 * @param coverage mean share of the candidates that every voice of the teacher has scored
 */
record Labels(List<LabeledQuery> queries, Map<String, Long> mining, double coverage) {

    private static final int DEPTH = 100;
    private static final double LEAST_COVERAGE = 0.9;

    /**
     * Labels all queries.
     *
     * @param vectors of the queries by the model that serves, {@code float[queries][dimension]}
     * @param tokens ids that the model reads for each
     * @throws VizslaException {@code INVALID_ARGUMENT} if the teacher has nothing to say of many candidates
     */
    static Labels of(RefreshData data, float[][] vectors, List<int[]> tokens, RefreshSettings settings) {
        Map<String, List<Integer>> places = data.places();
        HardNegativeMiner miner = new HardNegativeMiner(MiningOptions.DEFAULTS, data.vectors());
        List<LabeledQuery> labeled = new ArrayList<>();
        List<Mined> mined = new ArrayList<>();
        double coverage = data.queries().isEmpty() ? 1 : 0;
        for (int i = 0; i < data.queries().size(); i++) {
            RefreshQuery query = data.queries().get(i);
            double[] dense = Similarity.all(vectors[i], data.vectors());
            Map<Integer, Double> gains = gains(query, places, dense);
            Set<Integer> candidates = candidates(query, dense, gains.keySet());
            SoftLabels soft = teacher(query, dense, candidates, gains.keySet(), settings.raise());
            // How near others come to the relevant passages shows only where these are not raised.
            SoftLabels plain = teacher(query, dense, candidates, Set.of(), 0);
            if (!gains.isEmpty()) {
                // Where nothing is known to be relevant nothing can be near to it.
                mined.add(miner.mine(ranking(plain, gains.keySet()), i));
            }
            coverage += soft.coverage() / data.queries().size();
            labeled.add(new LabeledQuery(tokens.get(i), gains, soft.scores(), Set.of()));
        }
        return new Labels(labeled, words(Mined.total(mined)), checked(coverage));
    }

    /** What a teacher says of some passages only is no order of them: one that timed out or broke is not followed. */
    private static double checked(double coverage) {
        if (!(coverage >= LEAST_COVERAGE)) {
            throw VizslaException.invalid("coverage of the teacher's labels", coverage, "at least " + LEAST_COVERAGE);
        }
        return coverage;
    }

    /** Of a relevant document the chunk that is nearest counts. */
    private static Map<Integer, Double> gains(RefreshQuery query, Map<String, List<Integer>> places, double[] dense) {
        Map<Integer, Double> gains = new HashMap<>();
        query.gains().forEach((document, gain) -> places.getOrDefault(document, List.of()).stream()
                .max(Comparator.comparingDouble(place -> dense[place]))
                .ifPresent(place -> gains.put(place, gain)));
        return gains;
    }

    private static Set<Integer> candidates(RefreshQuery query, double[] dense, Set<Integer> relevant) {
        Set<Integer> candidates = new HashSet<>(query.lexical().keySet());
        IntStream.of(Similarity.best(dense, DEPTH)).forEach(candidates::add);
        candidates.addAll(relevant);
        return candidates;
    }

    private static SoftLabels teacher(
            RefreshQuery query, double[] dense, Set<Integer> candidates, Set<Integer> relevant, double raise) {
        Map<Integer, Double> near = new HashMap<>();
        candidates.forEach(place -> near.put(place, dense[place]));
        List<TeacherSignal> voices = new ArrayList<>();
        voices.add(new TeacherSignal("dense", 0.5, near, Double.NaN));
        voices.add(new TeacherSignal("lexical", 0.5, query.lexical(), 0));
        return new BlendedTeacher(raise).label(voices, candidates, relevant);
    }

    private static Ranking ranking(SoftLabels soft, Set<Integer> relevant) {
        List<Candidate> candidates = soft.scores().entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
                .toList();
        return new Ranking(candidates, relevant);
    }

    private static Map<String, Long> words(Map<Rule, Long> total) {
        Map<String, Long> words = new TreeMap<>();
        total.forEach((rule, count) -> words.put(rule.words(), count));
        return words;
    }
}
