package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked out by hand. */
class MeasureTest {

    /** Relevant: b (2), d (1), z (1, never returned); a was looked at and is not. */
    private static final Map<String, Integer> JUDGED = Map.of("a", 0, "b", 2, "d", 1, "z", 1);

    private static final List<ScoredDocument> RETURNED = List.of(
            new ScoredDocument("a", 5),
            new ScoredDocument("b", 4),
            new ScoredDocument("c", 3),
            new ScoredDocument("d", 2));

    @ParameterizedTest
    @CsvSource({
        // nDCG: gains 2/log2(3) + 1/log2(5) over 2 + 1/log2(3) + 1/log2(4)
        "nDCG@10, 0.5405858",
        "ndcg_cut_2, 0.4796249",
        "MAP, 0.3333333",
        "MAP@2, 0.1666667",
        "recall_2, 0.3333333",
        "Recall@10, 0.6666667",
        "recip_rank, 0.5",
        "MRR@1, 0",
        "P@2, 0.5",
        "P_10, 0.2",
        "Success@1, 0",
        "success_2, 1",
        "Rprec, 0.3333333",
    })
    void givesTheValueWorkedOutByHand(String metric, double expected) {
        assertThat(value(Metric.parse(metric), JUDGED, RETURNED)).isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"nDCG@10", "MAP", "Recall@10", "MRR@10", "P@10", "Success@10", "Rprec"})
    void isZeroWithoutRelevantDocuments(String metric) {
        assertThat(value(Metric.parse(metric), Map.of("a", 0, "b", -1), RETURNED))
                .isZero();
    }

    @Test
    void ordersEqualScoresByDocumentIdDescending() {
        List<ScoredDocument> tied =
                List.of(new ScoredDocument("x1", 1), new ScoredDocument("x3", 1), new ScoredDocument("x2", 1));

        Run run = Run.builder().add("q", tied).build();

        assertThat(run.of("q")).extracting(ScoredDocument::id).containsExactly("x3", "x2", "x1");
    }

    @Test
    void takesScoresThatDifferBeyondSinglePrecisionForEqual() {
        Run run = Run.builder()
                .add("q", List.of(new ScoredDocument("a", 1.0 + 1e-12), new ScoredDocument("b", 1.0)))
                .build();

        assertThat(run.of("q")).extracting(ScoredDocument::id).containsExactly("b", "a");
    }

    @Test
    void keepsAnOrderThatIsGiven() {
        Run run = Run.builder()
                .addInOrder(
                        "q",
                        List.of(
                                new ScoredDocument("a", 1),
                                new ScoredDocument("b", 1),
                                new ScoredDocument("c", 1),
                                new ScoredDocument("d", 0.5)))
                .build();

        assertThat(run.of("q")).extracting(ScoredDocument::id).containsExactly("a", "b", "c", "d");
        assertThat(run.of("q").get(2).score()).isLessThan(1).isGreaterThan(0.9999);
    }

    @Test
    void refusesADocumentThatStandsTwice() {
        List<ScoredDocument> twice = List.of(new ScoredDocument("a", 1), new ScoredDocument("a", 2));

        assertThatThrownBy(() -> Run.builder().add("q7", twice))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("q7");
    }

    @Test
    void leavesOutQueriesWithoutResultsAndSaysSo() {
        Qrels qrels = Qrels.of(Map.of("q1", Map.of("a", 1), "q2", Map.of("a", 1)));
        Run run = Run.builder()
                .add("q1", List.of(new ScoredDocument("a", 1)))
                .add("q3", List.of(new ScoredDocument("a", 1)))
                .build();
        Metric success = Metric.of(Measure.SUCCESS, 1);

        Evaluation evaluation = Evaluator.evaluate(qrels, run, List.of(success));

        assertThat(evaluation.perQuery()).containsOnlyKeys("q1");
        assertThat(evaluation.missing()).containsExactly("q2");
        assertThat(evaluation.unjudged()).containsExactly("q3");
        assertThat(evaluation.mean(success)).isEqualTo(1);
        assertThat(evaluation.meanOverJudged(success)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"nDCG@0", "nDCG@x", "cosine@3", "''", "P@"})
    void refusesNamesOfNoMetric(String name) {
        assertThatThrownBy(() -> Metric.parse(name))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.field()).contains("metric"));
    }

    private static double value(Metric metric, Map<String, Integer> judged, List<ScoredDocument> returned) {
        return metric.measure().of(JudgedRanking.of(judged, returned), metric.k());
    }
}
