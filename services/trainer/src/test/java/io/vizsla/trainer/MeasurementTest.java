package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.Comparison;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    /** Passages at 0, 45 and 90 degrees; the second document has two passages. */
    private final RefreshData data = new RefreshData(
            new float[][] {{1, 0}, {0.7071f, 0.7071f}, {0, 1}},
            List.of("a", "b", "b"),
            List.of(query("one", Map.of("b", 1.0), Map.of(2, 4.0), 0.5), query("two", Map.of("a", 2.0), Map.of(), 0)));

    @Test
    void ranksDocumentsByTheirNearestPassage() {
        Map<String, Double> values = new Measurement(data)
                .of(List.of(0, 1), new float[][] {{1, 0}, {1, 0}})
                .dense();

        // Second of two, then first.
        assertThat(values.get("one")).isCloseTo(1 / (Math.log(3) / Math.log(2)), within(1e-9));
        assertThat(values.get("two")).isEqualTo(1);
    }

    @Test
    void theLikelihoodIsThatOfTheNearestPassageAmongAll() {
        Map<String, Double> values = new Measurement(data)
                .of(List.of(0, 1), new float[][] {{1, 0}, {1, 0}})
                .likelihood();

        double all = Math.exp(1 / 0.02) + Math.exp(0.7071 / 0.02) + 1;
        assertThat(values.get("two")).isCloseTo(Math.log(Math.exp(1 / 0.02) / all), within(1e-9));
        // The logarithm of the other's, -14.6, is as good as nothing.
        assertThat(values.get("one")).isEqualTo(-5);

        assertThat(new Measurement(data)
                        .of(List.of(0), new float[][] {{0.3927f, 0.9197f}})
                        .likelihood()
                        .get("one"))
                .isCloseTo(Math.log(1 / (1 + Math.exp(-(0.9281 - 0.9197) / 0.02))), within(1e-2));
    }

    @Test
    void wordsCountByTheirShare() {
        Map<String, Double> values =
                new Measurement(data).of(List.of(0), new float[][] {{1, 0}}).hybrid();

        // z of vectors: 1.01, 0.33, -1.34; of words: -0.71, -0.71, 1.41; by halves 0.15, -0.19, 0.03.
        assertThat(values.get("one")).isLessThan(1);

        RefreshData more = new RefreshData(
                data.vectors(), data.documents(), List.of(query("one", Map.of("b", 1.0), Map.of(2, 4.0), 0.8)));
        assertThat(new Measurement(more)
                        .of(List.of(0), new float[][] {{1, 0}})
                        .hybrid()
                        .get("one"))
                .isEqualTo(1);
    }

    @Test
    void comparesQueryByQuery() {
        Comparison compared = Measurement.compare(
                "dense", Comparison.UNSEEN, Map.of("a", 0.2, "b", 0.5, "c", 0.5), Map.of("a", 0.8, "b", 0.4, "c", 0.5));

        assertThat(compared.queries()).isEqualTo(3);
        assertThat(compared.gained()).isOne();
        assertThat(compared.lost()).isOne();
        assertThat(compared.difference()).isCloseTo(0.5 / 3, within(1e-12));
    }

    private static RefreshQuery query(
            String id, Map<String, Double> gains, Map<Integer, Double> lexical, double share) {
        return new RefreshQuery(id, id, "", RefreshQuery.Origin.JUDGED, gains, lexical, Map.of(), share);
    }
}
