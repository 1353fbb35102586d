package io.vizsla.refresh.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.refresh.job.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Gate GATE = new Gate(0.25, 0.005);

    @Test
    void letsThroughWhatIsBetterOnDocumentsThatWereNotLearned() {
        Verdict verdict = GATE.judge(List.of(unseen(0.70, 0.72, 0.1), seen(0.70, 0.75)));

        assertThat(verdict.isPassed()).isTrue();
        assertThat(verdict.reasons().getFirst()).contains("from 0.7000 to 0.7200");
    }

    @Test
    void refusesWhatMayBeChanceAndSaysHowLikelyThatIs() {
        Verdict verdict = GATE.judge(List.of(unseen(0.70, 0.701, 0.8)));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons().getFirst())
                .contains("may be chance")
                .contains("0.40")
                .contains("0.25 is allowed");
    }

    @Test
    void fewQueriesMayLoseByChanceWhereWhatIsRelevantComesNearer() {
        Verdict verdict = GATE.judge(List.of(unseen(0.71, 0.70, 0.4), likelihood(-2.2, -2.1, 0.04)));

        assertThat(verdict.isPassed()).isTrue();
        assertThat(verdict.reasons().getFirst())
                .contains("from 0.7100 to 0.7000")
                .contains("1.11 times as likely");
    }

    @Test
    void refusesWhatBringsNothingNearerWhateverTheFirstRanksOfFewQueriesSay() {
        Verdict verdict = GATE.judge(List.of(unseen(0.71, 0.73, 0.01), likelihood(-2.2, -2.6, 0.0001)));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons().getFirst()).contains("does not find more").contains("0.67 times as likely");
    }

    @Test
    void theFirstRanksHaveAVetoWhereTheyLoseByMoreThanChance() {
        Verdict verdict = GATE.judge(List.of(unseen(0.71, 0.69, 0.1), likelihood(-2.2, -2.1, 0.0001)));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons().getFirst()).contains("finds less all the same");
    }

    @Test
    void aLossOfFewQueriesInTheHybridSearchMayBeChance() {
        Comparison hybrid = new Comparison("hybrid", Comparison.UNSEEN, 40, 0.8, 0.79, -0.03, 0.01, 0.4, 1, 3);

        assertThat(GATE.judge(List.of(unseen(0.70, 0.75, 0.001), hybrid)).isPassed())
                .isTrue();
    }

    @Test
    void aStudentHasToKeepWhatItsTeacherFindsAndNoMore() {
        Verdict kept = GATE.judgeStudent(List.of(unseen(0.70, 0.63, 0.01), seen(0.70, 0.10)));
        Verdict lost = GATE.judgeStudent(List.of(unseen(0.70, 0.60, 0.01)));
        Verdict nothing = GATE.judgeStudent(List.of());

        assertThat(kept.isPassed()).isTrue();
        assertThat(kept.reasons().getFirst()).contains("keeps 0.900").contains("0.6300 of 0.7000");
        assertThat(lost.isPassed()).isFalse();
        assertThat(lost.reasons().getFirst()).contains("less than the 0.88 wanted");
        assertThat(nothing.isPassed()).isFalse();
    }

    /** Of nothing any share is kept. */
    @Test
    void aStudentOfATeacherThatFindsNothingIsRefused() {
        Verdict verdict = GATE.judgeStudent(List.of(unseen(0, 0, 1)));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons()).singleElement().asString().contains("its teacher finds nothing");
    }

    @Test
    void theHybridSearchIsToldInWholeSentences() {
        Comparison hybrid = new Comparison("hybrid", Comparison.UNSEEN, 40, 0.8, 0.81, -0.01, 0.03, 0.4, 3, 1);

        assertThat(GATE.judge(List.of(unseen(0.70, 0.75, 0.001), hybrid)).reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith(
                                "On 40 queries of documents it has not learned, by the hybrid search, nDCG@10 goes"));
    }

    @Test
    void refusesWhatIsNotBetter() {
        Verdict verdict = GATE.judge(List.of(unseen(0.70, 0.70, 1)));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons().getFirst()).contains("does not find more");
    }

    @Test
    void namesAModelThatHasLearnedWhichDocumentsArePopular() {
        Verdict verdict = GATE.judge(List.of(unseen(0.71, 0.694, 0.01), seen(0.72, 0.88)));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons())
                .anyMatch(reason -> reason.contains("which documents are popular")
                        && reason.contains("+0.1600")
                        && reason.contains("-0.0160"));
    }

    @Test
    void aGainOnDocumentsLearnedAloneIsPopularityHoweverLikelyTheOthersBecome() {
        Verdict verdict = GATE.judge(List.of(unseen(0.71, 0.70, 0.6), likelihood(-2.2, -2.0, 0.01), seen(0.30, 0.80)));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("which documents are popular"));
    }

    @Test
    void refusesWhatLosesOnAGuardSetAndNamesIt() {
        Comparison guard = new Comparison("notes", Comparison.GUARD, 40, 0.5, 0.494, -0.01, 0, 0.2, 1, 3);

        Verdict verdict = GATE.judge(List.of(unseen(0.70, 0.75, 0.001), guard));

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons().getFirst())
                .contains("the guard set notes")
                .contains("0.0050 allowed")
                .contains("0.5000 to 0.4940");
    }

    @Test
    void takesALossOnAGuardSetThatIsAllowed() {
        Comparison guard = new Comparison("notes", Comparison.GUARD, 40, 0.5, 0.496, -0.01, 0, 0.2, 1, 3);

        assertThat(GATE.judge(List.of(unseen(0.70, 0.75, 0.001), guard)).isPassed())
                .isTrue();
    }

    @Test
    void refusesWhatLosesInTheHybridSearch() {
        Comparison hybrid = new Comparison("hybrid", Comparison.UNSEEN, 40, 0.8, 0.79, -0.02, 0, 0.1, 1, 3);

        assertThat(GATE.judge(List.of(unseen(0.70, 0.75, 0.001), hybrid)).reasons())
                .anyMatch(reason -> reason.contains("the hybrid search") && reason.contains("0.0050 allowed"));
    }

    @Test
    void refusesWhatCannotBeChecked() {
        Verdict verdict = GATE.judge(List.of());

        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reasons().getFirst()).contains("all judged queries share documents");
    }

    private static Comparison unseen(double before, double after, double p) {
        return new Comparison("dense", Comparison.UNSEEN, 50, before, after, -1, 1, p, 2, 1);
    }

    private static Comparison likelihood(double before, double after, double p) {
        double difference = after - before;
        return new Comparison(
                Comparison.LIKELIHOOD, Comparison.UNSEEN, 50, before, after, difference - 1, difference + 1, p, 2, 1);
    }

    private static Comparison seen(double before, double after) {
        return new Comparison("dense", Comparison.SEEN, 10, before, after, -1, 1, 0.1, 2, 1);
    }

    @Test
    void aRefusalForAReasonNamesItFirstAndKeepsTheOthers() {
        Verdict refused = new Verdict(true, List.of("It gains.")).refusedFor("Nobody asked these queries.");

        assertThat(refused).isEqualTo(new Verdict(false, List.of("Nobody asked these queries.", "It gains.")));
    }
}
