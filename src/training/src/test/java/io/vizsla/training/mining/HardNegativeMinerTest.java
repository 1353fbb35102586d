package io.vizsla.training.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HardNegativeMinerTest {

    private static final int PASSAGES = 40;
    private static final int RUNS = 500;
    private static final double[] HOSTILE = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.7, 0, -0.0, 0.5, 0.5, 0.5, Double.MAX_VALUE
    };

    private static MiningOptions options(double ratio, int count, double randomShare) {
        return new MiningOptions(new Margin(ratio, 0), 1, PASSAGES, count, randomShare, 0.95, 3);
    }

    private static float[][] axes() {
        float[][] vectors = new float[PASSAGES][PASSAGES];
        for (int i = 0; i < PASSAGES; i++) {
            vectors[i][i] = 1;
        }
        return vectors;
    }

    @Test
    void takesTheHardestBelowTheMargin() {
        Ranking ranking = new Ranking(
                List.of(
                        new Candidate(1, 0.79),
                        new Candidate(0, 0.8),
                        new Candidate(2, 0.7),
                        new Candidate(3, 0.6),
                        new Candidate(4, 0.5)),
                Set.of(0));

        Mined mined = new HardNegativeMiner(options(0.1, 2, 0), axes()).mine(ranking, 0);

        assertThat(mined.negatives()).containsExactly(2, 3);
        assertThat(mined.suspected()).containsExactly(1);
        assertThat(mined.counts())
                .isEqualTo(Map.of(Rule.RELEVANT, 1, Rule.ABOVE_MARGIN, 1, Rule.TAKEN, 2, Rule.NOT_NEEDED, 1));
    }

    @Test
    void aMarginLowersTheCeilingOfNegativeScoresToo() {
        Ranking ranking = new Ranking(
                List.of(new Candidate(0, -0.5), new Candidate(1, -0.52), new Candidate(2, -0.9)), Set.of(0));

        Mined mined = new HardNegativeMiner(options(0.1, 5, 0), axes()).mine(ranking, 0);

        assertThat(mined.suspected()).containsExactly(1);
        assertThat(mined.counts()).containsEntry(Rule.TAKEN, 1);
    }

    @Test
    void leavesCopiesOfRelevantPassagesAlone() {
        float[][] vectors = axes();
        vectors[1] = new float[PASSAGES];
        vectors[1][0] = 0.99f;
        Ranking ranking =
                new Ranking(List.of(new Candidate(0, 0.9), new Candidate(1, 0.1), new Candidate(2, 0.05)), Set.of(0));

        Mined mined = new HardNegativeMiner(options(0.1, 2, 0), vectors).mine(ranking, 0);

        assertThat(mined.suspected()).containsExactly(1);
        assertThat(mined.counts()).containsEntry(Rule.COPY, 1).containsEntry(Rule.TAKEN, 1);
    }

    @Test
    void keepsToTheRanks() {
        List<Candidate> candidates = new ArrayList<>(List.of(new Candidate(0, 1)));
        for (int i = 1; i < 10; i++) {
            candidates.add(new Candidate(i, 0.5 - i / 100.0));
        }
        MiningOptions options = new MiningOptions(new Margin(0, 0), 4, 6, 9, 0, 2, 1);

        Mined mined = new HardNegativeMiner(options, axes()).mine(new Ranking(candidates, Set.of(0)), 0);

        assertThat(mined.counts()).containsEntry(Rule.TAKEN, 3).containsEntry(Rule.OUTSIDE_WINDOW, 6);
        assertThat(mined.negatives().subList(0, 3)).containsExactly(3, 4, 5);
    }

    /** Whatever the scores: nothing relevant, suspected or twice; every candidate counted once; as many as fit. */
    @Test
    void holdsForAnyScores() {
        SplittableRandom random = Seeds.random("HardNegativeMinerTest");
        for (int run = 0; run < RUNS; run++) {
            Ranking ranking = randomRanking(random);
            MiningOptions options = new MiningOptions(
                    new Margin(random.nextDouble(), random.nextDouble()),
                    1 + random.nextInt(5),
                    5 + random.nextInt(PASSAGES),
                    random.nextInt(12),
                    random.nextDouble(),
                    0.95,
                    run);

            Mined mined = new HardNegativeMiner(options, axes()).mine(ranking, run);

            assertThat(mined.negatives())
                    .doesNotHaveDuplicates()
                    .noneMatch(ranking.relevant()::contains)
                    .noneMatch(mined.suspected()::contains)
                    .hasSizeLessThanOrEqualTo(options.count());
            int counted = mined.counts().entrySet().stream()
                    .filter(entry -> entry.getKey() != Rule.RANDOM)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            assertThat(counted).isEqualTo(ranking.candidates().size());
            double ceiling = options.margin().ceiling(ranking.bestRelevant());
            ranking.candidates().stream()
                    .filter(candidate -> candidate.score() >= ceiling && Double.isFinite(candidate.score()))
                    .forEach(candidate -> assertThat(mined.negatives()).doesNotContain(candidate.passage()));
            assertThat(new HardNegativeMiner(options, axes()).mine(ranking, run))
                    .isEqualTo(mined);
        }
    }

    private static Ranking randomRanking(SplittableRandom random) {
        List<Candidate> candidates = new ArrayList<>();
        int count = random.nextInt(PASSAGES);
        for (int i = 0; i < count; i++) {
            double score = random.nextInt(3) == 0 ? HOSTILE[random.nextInt(HOSTILE.length)] : random.nextDouble(-1, 1);
            candidates.add(new Candidate(random.nextInt(PASSAGES), score));
        }
        Set<Integer> relevant = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            relevant.add(random.nextInt(PASSAGES));
        }
        return new Ranking(candidates, relevant);
    }

    @Test
    void theMarginIsAsWideAsLeavesEnough() {
        List<Candidate> close = new ArrayList<>(List.of(new Candidate(0, 1)));
        for (int i = 1; i < 6; i++) {
            close.add(new Candidate(i, 1 - i / 10.0));
        }
        List<Ranking> rankings = List.of(new Ranking(close, Set.of(0)));
        double[] ratios = {0.05, 0.25, 0.45, 0.9};

        assertThat(HardNegativeMiner.widestRatio(rankings, ratios, 1, options(0, 1, 0), axes()))
                .isEqualTo(0.45);
        assertThat(HardNegativeMiner.widestRatio(rankings, ratios, 1, options(0, 4, 0), axes()))
                .isEqualTo(0.05);
        assertThat(HardNegativeMiner.widestRatio(rankings, ratios, 1, options(0, 9, 0), axes()))
                .isEqualTo(0.05);
    }

    @Test
    void theReportNamesEveryRule() {
        Map<Rule, Long> total = Mined.total(List.of(
                new Mined(List.of(), Set.of(), Map.of(Rule.TAKEN, 2)),
                new Mined(List.of(), Set.of(), Map.of(Rule.TAKEN, 3, Rule.COPY, 1))));

        assertThat(total)
                .containsOnlyKeys(Rule.values())
                .containsEntry(Rule.TAKEN, 5L)
                .containsEntry(Rule.NO_SCORE, 0L);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new Margin(1.1, 0))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("margin.ratio")
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> new Margin(0, Double.NaN)).hasMessageContaining("margin.absolute");
        assertThatThrownBy(() -> new MiningOptions(new Margin(0, 0), 0, 1, 1, 0, 1, 1))
                .hasMessageContaining("firstRank");
        assertThatThrownBy(() -> new MiningOptions(new Margin(0, 0), 5, 4, 1, 0, 1, 1))
                .hasMessageContaining("lastRank");
    }
}
