package io.vizsla.training.mining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Takes the passages that rank high for a query and are not relevant, leaving those out that may be: what scores within a
 * margin of the relevant passage, and what is nearly its text (positive-aware mining, arXiv 2407.15831). Safe for any number
 * of threads.
 */
public final class HardNegativeMiner {

    private static final int TRIES = 20;

    private final MiningOptions options;
    private final float[][] passages;

    /**
     * @param passages {@code float[passages][dimension]}, unit length: to recognize copies
     */
    public HardNegativeMiner(MiningOptions options, float[][] passages) {
        this.options = options;
        this.passages = passages;
    }

    /** Returns the negatives of a query, whose place in the list of queries makes its random ones its own. */
    public Mined mine(Ranking ranking, int query) {
        Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
        List<Integer> negatives = new ArrayList<>();
        Set<Integer> suspected = new HashSet<>();
        int hard = options.hard();
        double ceiling = options.ceiling(ranking.bestRelevant());
        int rank = 0;
        for (Candidate candidate : ranking.candidates()) {
            rank++;
            Rule rule = rule(candidate, rank, ceiling, negatives.size() >= hard, ranking.relevant());
            counts.merge(rule, 1, Integer::sum);
            if (rule == Rule.TAKEN) {
                negatives.add(candidate.passage());
            } else if (rule.isSuspicion()) {
                suspected.add(candidate.passage());
            }
        }
        addRandom(negatives, suspected, ranking, counts, new SplittableRandom(options.seed() * 31 + query));
        return new Mined(negatives, suspected, counts);
    }

    /** Without a relevant score nothing is above the ceiling: comparisons with what is no number are false. */
    private Rule rule(Candidate candidate, int rank, double ceiling, boolean isEnough, Set<Integer> relevant) {
        if (relevant.contains(candidate.passage())) {
            return Rule.RELEVANT;
        }
        if (!Double.isFinite(candidate.score())) {
            return Rule.NO_SCORE;
        }
        if (isCopy(candidate.passage(), relevant)) {
            return Rule.COPY;
        }
        if (candidate.score() >= ceiling) {
            return Rule.ABOVE_MARGIN;
        }
        if (rank < options.firstRank() || rank > options.lastRank()) {
            return Rule.OUTSIDE_WINDOW;
        }
        return isEnough ? Rule.NOT_NEEDED : Rule.TAKEN;
    }

    private boolean isCopy(int passage, Set<Integer> relevant) {
        return relevant.stream().anyMatch(other -> cosine(passages[passage], passages[other]) >= options.likeness());
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Random passages are hardly ever relevant, but for those that a rule suspects. */
    private void addRandom(
            List<Integer> negatives,
            Set<Integer> suspected,
            Ranking ranking,
            Map<Rule, Integer> counts,
            SplittableRandom random) {
        Set<Integer> taken = new HashSet<>(negatives);
        taken.addAll(suspected);
        taken.addAll(ranking.relevant());
        for (int tries = options.count() * TRIES; tries > 0 && negatives.size() < options.count(); tries--) {
            int passage = random.nextInt(passages.length);
            if (!taken.contains(passage) && !isCopy(passage, ranking.relevant())) {
                taken.add(passage);
                negatives.add(passage);
                counts.merge(Rule.RANDOM, 1, Integer::sum);
            }
        }
    }

    /**
     * Returns the widest margin that still leaves enough: in a small corpus, or one whose passages are all alike, a wide
     * margin would leave nothing to learn from.
     *
     * @param ratios to choose from, each in 0..1; the absolute margin stays
     * @param share of the queries that must keep as many hard negatives as wanted, in 0..1
     * @return one of the ratios, the narrowest if none leaves enough
     */
    public static double widestRatio(
            List<Ranking> rankings, double[] ratios, double share, MiningOptions options, float[][] passages) {
        double absolute = options.margin() == null ? 0 : options.margin().absolute();
        double[] widestFirst = Arrays.stream(ratios).sorted().toArray();
        for (int i = widestFirst.length - 1; i > 0; i--) {
            Margin margin = new Margin(widestFirst[i], absolute);
            if (fulfilled(rankings, options.withMargin(margin), passages) >= share) {
                return widestFirst[i];
            }
        }
        return widestFirst[0];
    }

    private static double fulfilled(List<Ranking> rankings, MiningOptions options, float[][] passages) {
        HardNegativeMiner miner = new HardNegativeMiner(options, passages);
        long enough = rankings.stream()
                .filter(ranking -> miner.mine(ranking, 0).counts().getOrDefault(Rule.TAKEN, 0) >= options.hard())
                .count();
        return rankings.isEmpty() ? 1 : (double) enough / rankings.size();
    }
}
