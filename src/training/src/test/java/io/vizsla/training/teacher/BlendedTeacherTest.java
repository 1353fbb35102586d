package io.vizsla.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlendedTeacherTest {

    private static final TeacherSignal DENSE =
            new TeacherSignal("dense", 1, Map.of(1, 0.8, 2, 0.6, 3, 0.4), Double.NaN);

    @Test
    void voicesCountTheSameWhateverTheirUnits() {
        TeacherSignal words = new TeacherSignal("lexical", 1, Map.of(1, 10.0, 2, 20.0, 3, 30.0), 0);

        SoftLabels labels = new BlendedTeacher(0).label(List.of(DENSE, words), List.of(1, 2, 3), Set.of());

        assertThat(labels.coverage()).isEqualTo(1);
        labels.scores().values().forEach(score -> assertThat(score).isCloseTo(0, within(1e-9)));
    }

    @Test
    void whatIsJudgedRelevantStandsAboveTheRest() {
        SoftLabels labels = new BlendedTeacher(0.5).label(List.of(DENSE), List.of(1, 2, 3), Set.of(3, 9));

        double best = Math.sqrt(1.5);
        assertThat(labels.scores().get(1)).isCloseTo(best, within(1e-9));
        assertThat(labels.scores().get(3)).isCloseTo(best + 0.5, within(1e-9));
        assertThat(labels.scores().get(9)).isCloseTo(best + 0.5, within(1e-9));
    }

    @Test
    void whatAVoiceDidNotScoreHasNoLabel() {
        TeacherSignal half = new TeacherSignal("reranker", 1, Map.of(1, 2.0, 2, Double.NaN), Double.NaN);

        SoftLabels labels = new BlendedTeacher(0).label(List.of(DENSE, half), List.of(1, 2, 3), Set.of());

        assertThat(labels.scores()).containsOnlyKeys(1);
        assertThat(labels.coverage()).isCloseTo(1 / 3.0, within(1e-9));
    }

    /**
     * A reranker that reads the best thirty has not failed where a query has many more that are known to be relevant.
     */
    @Test
    void whatIsJudgedRelevantNeedsNoScore() {
        TeacherSignal reranker = new TeacherSignal("reranker", 1, Map.of(1, 2.0, 2, 1.0), Double.NaN);

        SoftLabels labels = new BlendedTeacher(1).label(List.of(reranker), List.of(1, 2, 3, 4), Set.of(3, 4));
        SoftLabels silent = new BlendedTeacher(1).label(List.of(reranker), List.of(1, 3, 4, 5), Set.of(1, 3));

        assertThat(labels.coverage()).isEqualTo(1);
        assertThat(labels.scores()).containsOnlyKeys(1, 2, 3, 4).containsEntry(4, 2.0);
        assertThat(silent.coverage()).as("nothing is said of 4 and 5").isZero();
    }

    @Test
    void silenceIsAScoreWhereItMeansSomething() {
        TeacherSignal words = new TeacherSignal("lexical", 1, Map.of(1, 10.0), 0);

        SoftLabels labels = new BlendedTeacher(0).label(List.of(words), List.of(1, 2), Set.of());

        assertThat(labels.scores()).containsEntry(1, 1.0).containsEntry(2, -1.0);
    }

    @Test
    void aVoiceThatSaysTheSameOfAllSaysNothing() {
        TeacherSignal flat = new TeacherSignal("flat", 5, Map.of(1, 3.0, 2, 3.0, 3, 3.0), 0);

        assertThat(new BlendedTeacher(0).label(List.of(DENSE, flat), List.of(1, 2, 3), Set.of()))
                .isEqualTo(new BlendedTeacher(0).label(List.of(DENSE), List.of(1, 2, 3), Set.of()));
        assertThat(new BlendedTeacher(0)
                        .label(List.of(DENSE), List.of(), Set.of())
                        .coverage())
                .isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new BlendedTeacher(-1))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("raise");
        assertThatThrownBy(() -> new TeacherSignal("dense", 0, Map.of(), 0)).hasMessageContaining("weight of dense");
    }
}
