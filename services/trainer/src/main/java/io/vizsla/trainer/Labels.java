package io.vizsla.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.MinedQuery;
import io.vizsla.refresh.job.Negatives;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.mining.Candidate;
import io.vizsla.training.mining.HardNegativeMiner;
import io.vizsla.training.mining.Margin;
import io.vizsla.training.mining.Mined;
import io.vizsla.training.mining.MiningOptions;
import io.vizsla.training.mining.Ranking;
import io.vizsla.training.teacher.BlendedTeacher;
import io.vizsla.training.teacher.SoftLabels;
import io.vizsla.training.trainer.LabeledQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is known of each query's passages: the judgements, and the teacher's scores over the best of vectors and words.
 * The teacher is the blend of its {@link Voices}.
 *
 * @param queries in the order of the data's
 * @param mined what mining makes of each query's candidates
 * @param coverage mean share of the candidates that nobody judged relevant which every voice of the teacher has scored
 * @param withoutTokens queries whose tokens say too little of the candidates to be a voice
 */
record Labels(List<LabeledQuery> queries, List<Mined> mined, double coverage, long withoutTokens) {

    private static final int DEPTH = 100;

    private static final Mined NOTHING = new Mined(List.of(), Set.of(), Map.of());

    private static final double[] RATIOS = {0, 0.02, 0.05, 0.1, 0.2};

    /** Share of the queries that keep as many hard negatives as are wanted. */
    private static final double ENOUGH_FOR = 0.9;

    /**
     * Labels all queries.
     *
     * @param vectors of the queries by the model that serves, {@code float[queries][dimension]}
     * @param tokens ids that the model reads for each
     * @throws VizslaException {@code INVALID_ARGUMENT} if the teacher has nothing to say of many candidates
     */
    static Labels of(RefreshData data, float[][] vectors, List<int[]> tokens, RefreshSettings settings) {
        Map<String, List<Integer>> places = data.places();
        List<Map<Integer, Double>> gains = new ArrayList<>();
        List<SoftLabels> softs = new ArrayList<>();
        List<Ranking> rankings = new ArrayList<>();
        long withoutTokens = 0;
        BlendedTeacher teacher = new BlendedTeacher(settings.raise());
        for (int i = 0; i < data.queries().size(); i++) {
            RefreshQuery query = data.queries().get(i);
            double[] dense = Similarity.all(vectors[i], data.vectors());
            Map<Integer, Double> relevant = gains(query, places, dense);
            Set<Integer> candidates = candidates(query, dense, relevant.keySet());
            gains.add(relevant);
            Voices voices = Voices.of(query, dense, candidates, relevant.keySet());
            withoutTokens += voices.leavesTokensOut() ? 1 : 0;
            softs.add(teacher.label(voices.signals(), candidates, relevant.keySet()));
            // How near others come to the relevant passages shows only where these are not raised.
            SoftLabels plain = new BlendedTeacher(0).label(voices.signals(), candidates, Set.of());
            rankings.add(ranking(plain, relevant.keySet()));
        }
        List<Mined> mined = mined(rankings, data.vectors(), settings.negatives());
        List<LabeledQuery> labeled = IntStream.range(0, gains.size())
                .mapToObj(i -> new LabeledQuery(
                        tokens.get(i),
                        gains.get(i),
                        softs.get(i).scores(),
                        mined.get(i).suspected()))
                .toList();
        return new Labels(
                labeled,
                mined,
                checked(softs.stream()
                        .mapToDouble(SoftLabels::coverage)
                        .average()
                        .orElse(1)),
                withoutTokens);
    }

    /** The margin is the widest that leaves most queries enough to learn from. */
    private static List<Mined> mined(List<Ranking> rankings, float[][] passages, Negatives negatives) {
        MiningOptions options = MiningOptions.NAIVE;
        if (negatives == Negatives.SCREENED) {
            double ratio = HardNegativeMiner.widestRatio(
                    judged(rankings), RATIOS, ENOUGH_FOR, MiningOptions.DEFAULTS, passages);
            options = MiningOptions.DEFAULTS.withMargin(new Margin(ratio, 0));
        }
        HardNegativeMiner miner = new HardNegativeMiner(options, passages);
        return IntStream.range(0, rankings.size())
                .mapToObj(i -> mined(miner, rankings.get(i), i))
                .toList();
    }

    /** Where nothing is known to be relevant nothing can be near to it. */
    private static Mined mined(HardNegativeMiner miner, Ranking ranking, int query) {
        return ranking.relevant().isEmpty() ? NOTHING : miner.mine(ranking, query);
    }

    private static List<Ranking> judged(List<Ranking> rankings) {
        return rankings.stream()
                .filter(ranking -> !ranking.relevant().isEmpty())
                .toList();
    }

    /** Returns how many candidates each rule kept or dropped, for the report. */
    Map<String, Long> mining() {
        Map<String, Long> words = new TreeMap<>();
        Mined.total(mined).forEach((rule, count) -> words.put(rule.words(), count));
        return words;
    }

    /** Returns what mining found, in the order of the queries. */
    List<MinedQuery> byDocument(RefreshData data) {
        return IntStream.range(0, mined.size())
                .mapToObj(i -> new MinedQuery(
                        data.queries().get(i).id(),
                        documents(data, mined.get(i).negatives()),
                        documents(data, mined.get(i).suspected())))
                .toList();
    }

    private static List<String> documents(RefreshData data, Collection<Integer> passages) {
        return passages.stream().map(data.documents()::get).distinct().toList();
    }

    /** What a teacher says of some passages only is no order of them: one that timed out or broke is not followed. */
    private static double checked(double coverage) {
        if (!(coverage >= Voices.LEAST_COVERAGE)) {
            throw VizslaException.invalid(
                    "coverage of the teacher's labels", coverage, "at least " + Voices.LEAST_COVERAGE);
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

    /** Where a reranker has read the best, only these are labeled: it says nothing of others. */
    private static Set<Integer> candidates(RefreshQuery query, double[] dense, Set<Integer> relevant) {
        Set<Integer> candidates = new HashSet<>(relevant);
        if (!query.reranked().isEmpty()) {
            candidates.addAll(query.reranked().keySet());
            return candidates;
        }
        candidates.addAll(query.lexical().keySet());
        IntStream.of(Similarity.best(dense, DEPTH)).forEach(candidates::add);
        return candidates;
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
}
