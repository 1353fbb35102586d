package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The numbers are those of scikit-learn 1.9.1 and SciPy, by the call that each test names, where none was worked by hand. */
class TaskMeasuresTest {

    private static final Offset<Double> CLOSE = within(1e-12);

    /** {@code v_measure_score(classes, clusters)}. */
    @Test
    void vMeasure() {
        int[] classes = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2};

        assertThat(VMeasure.of(classes, new int[] {0, 0, 1, 1, 1, 2, 2, 2, 2, 0}))
                .isCloseTo(0.44270128334605, CLOSE);
        assertThat(VMeasure.of(classes, new int[10])).isZero();
        assertThat(VMeasure.of(classes, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}))
                .isCloseTo(0.642137561217943, CLOSE);
        assertThat(VMeasure.of(classes, new int[] {7, 7, 7, 3, 3, 3, 5, 5, 5, 5}))
                .isCloseTo(1, CLOSE);
    }

    /** {@code average_precision_score([1,0,1,1,0,0,1,0], [.9,.8,.8,.7,.6,.4,.4,.1])}. */
    @Test
    void averagePrecisionTakesEqualScoresAtOnce() {
        boolean[] together = {true, false, true, true, false, false, true, false};
        double[] scores = {0.9, 0.8, 0.8, 0.7, 0.6, 0.4, 0.4, 0.1};

        PairScores measured = PairScores.of(together, scores);

        assertThat(measured.averagePrecision()).isCloseTo(0.7470238095238095, CLOSE);
        // From 0.7 up: three of four found, one wrongly.
        assertThat(measured.maxF1()).isCloseTo(6.0 / 8, CLOSE);
        assertThat(measured.maxAccuracy()).isCloseTo(6.0 / 8, CLOSE);
    }

    @Test
    void withoutAnyThatBelongTogetherAllAreRightlyApart() {
        assertThat(PairScores.of(new boolean[2], new double[] {1, 2})).isEqualTo(new PairScores(0, 0, 1));
    }

    /** {@code spearmanr([1,2,2,3,5,4,4,.5], [.1,.2,.3,.3,.9,.7,.7,.3])}. */
    @Test
    void spearmanSharesTiedRanks() {
        double[] one = {1, 2, 2, 3, 5, 4, 4, 0.5};
        double[] other = {0.1, 0.2, 0.3, 0.3, 0.9, 0.7, 0.7, 0.3};

        assertThat(RankCorrelation.spearman(one, other)).isCloseTo(0.8324426649129641, CLOSE);
        assertThat(RankCorrelation.ranks(one)).containsExactly(2, 3.5, 3.5, 5, 8, 6.5, 6.5, 1);
        assertThat(RankCorrelation.spearman(one, new double[8])).isZero();
    }

    /** {@code f1_score([0,0,1,1,2,2,2], [0,1,1,1,2,0,2], average="macro")}, and {@code f1_score([0,0,1,1], [0,0,0,2], ...)}. */
    @Test
    void macroF1IsOverTheClassesThatAppear() {
        assertThat(confusion(9, new int[] {0, 0, 1, 1, 2, 2, 2}, 0, 1, 1, 1, 2, 0, 2)
                        .macroF1())
                .isCloseTo(0.7, CLOSE);
        assertThat(confusion(9, new int[] {0, 0, 1, 1, 2, 2, 2}, 0, 1, 1, 1, 2, 0, 2)
                        .accuracy())
                .isCloseTo(5.0 / 7, CLOSE);
        assertThat(confusion(3, new int[] {0, 0, 1, 1}, 0, 0, 0, 2).macroF1()).isCloseTo(0.26666666666666666, CLOSE);
    }

    /** From FollowIR: a document that became irrelevant scores well when it falls. */
    @Test
    void pairwiseMrrRewardsTheFallOfWhatBecameIrrelevant() {
        assertThat(PairwiseMrr.shouldFall(1, 4)).isEqualTo(0.75);
        assertThat(PairwiseMrr.shouldFall(4, 1)).isEqualTo(-0.75);
        assertThat(PairwiseMrr.shouldFall(3, 3)).isZero();
        assertThat(PairwiseMrr.shouldFall(10, 20)).isEqualTo(0.5);
        assertThat(PairwiseMrr.shouldRise(4, 1)).isEqualTo(0.75);
        assertThat(PairwiseMrr.shouldRise(10, 20)).isEqualTo(-0.5);
    }

    @Test
    void ranksGiveTheMeasuresOfAQuery() {
        int[] ranks = {2, 5, 9};

        assertThat(RankMeasures.recall(ranks, 5)).isCloseTo(2 / 3.0, CLOSE);
        assertThat(RankMeasures.completeness(ranks, 5)).isZero();
        assertThat(RankMeasures.completeness(ranks, 9)).isEqualTo(1);
        assertThat(RankMeasures.reciprocal(ranks, 10)).isEqualTo(0.5);
        assertThat(RankMeasures.reciprocal(ranks, 1)).isZero();
        double gain = 1 / log2(3) + 1 / log2(6);
        assertThat(RankMeasures.ndcg(ranks, 5)).isCloseTo(gain / (1 + 1 / log2(3) + 0.5), CLOSE);
    }

    @Test
    void rerankingMeasuresAList() {
        boolean[] ranked = {false, true, false, true};

        assertThat(RerankingTask.averagePrecision(ranked)).isEqualTo((0.5 + 0.5) / 2);
        assertThat(RerankingTask.reciprocalRank(ranked)).isEqualTo(0.5);
        boolean[] late = new boolean[11];
        late[10] = true;
        assertThat(RerankingTask.reciprocalRank(late)).isZero();
        assertThat(RerankingTask.averagePrecision(late)).isCloseTo(1 / 11.0, CLOSE);
    }

    private static Confusion confusion(int classes, int[] truth, int... predicted) {
        Confusion confusion = new Confusion(classes);
        for (int i = 0; i < truth.length; i++) {
            confusion.add(truth[i], predicted[i]);
        }
        return confusion;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
