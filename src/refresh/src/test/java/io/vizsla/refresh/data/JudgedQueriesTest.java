package io.vizsla.refresh.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.judgement.Judgement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedQueriesTest {

    @Test
    void aGradeStandsInPlaceOfAClick() {
        List<JudgedQueries.Judged> queries = JudgedQueries.of(
                List.of(clicked("how", "a", 1), judged("how", "a", 3), clicked("how", "b", 9), judged("how", "c", 0)));

        assertThat(queries).hasSize(1);
        assertThat(queries.getFirst().gains()).isEqualTo(java.util.Map.of("a", 3.0, "b", 1.0));
        assertThat(queries.getFirst().origin()).isEqualTo(RefreshQuery.Origin.JUDGED);
    }

    @Test
    void aGradeOfZeroTakesAClickBack() {
        assertThat(JudgedQueries.of(List.of(clicked("how", "a", 5), judged("how", "a", 0))))
                .isEmpty();
    }

    @Test
    void aClickOnTheFirstHitSaysLessThanOneFurtherDown() {
        assertThat(gain(clicked("how", "a", 1))).isEqualTo(0.5);
        assertThat(gain(clicked("how", "a", 2))).isCloseTo(0.7071, within(1e-4));
        assertThat(gain(clicked("how", "a", 4))).isEqualTo(1);
        assertThat(gain(clicked("how", "a", 100))).isEqualTo(1);
        assertThat(gain(clicked("how", "a", null))).isEqualTo(0.5);
    }

    @Test
    void queriesThatDifferInCaseAloneAreOne() {
        List<JudgedQueries.Judged> queries =
                JudgedQueries.of(List.of(judged("How so?", "a", 1), judged("how so", "b", 2)));

        assertThat(queries).hasSize(1);
        assertThat(queries.getFirst().gains()).containsOnlyKeys("a", "b");
    }

    @Test
    void clicksAloneAreTold() {
        assertThat(JudgedQueries.of(List.of(clicked("how", "a", 3), judged("how", "b", 0)))
                        .getFirst()
                        .origin())
                .isEqualTo(RefreshQuery.Origin.CLICKED);
    }

    private static double gain(Judgement judgement) {
        return JudgedQueries.of(List.of(judgement)).getFirst().gains().get("a");
    }

    private static Judgement judged(String query, String document, int grade) {
        return new Judgement(
                new DocumentRef("docs", document), query, null, grade, Judgement.Source.JUDGED, null, Instant.EPOCH);
    }

    private static Judgement clicked(String query, String document, Integer rank) {
        return new Judgement(
                new DocumentRef("docs", document), query, null, 1, Judgement.Source.CLICKED, rank, Instant.EPOCH);
    }
}
