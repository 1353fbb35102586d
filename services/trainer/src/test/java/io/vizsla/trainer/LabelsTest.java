package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.RefreshSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final int PASSAGES = 40;

    private static Labels labels(RefreshQuery query) {
        float[][] vectors = new float[PASSAGES][];
        for (int i = 0; i < PASSAGES; i++) {
            vectors[i] = new float[] {(float) Math.cos(i / 40.0), (float) Math.sin(i / 40.0)};
        }
        List<String> documents =
                IntStream.range(0, PASSAGES).mapToObj(i -> "d" + i).toList();
        return Labels.of(
                new RefreshData(vectors, documents, List.of(query)),
                new float[][] {{1, 0}},
                List.of(new int[] {101, 102}),
                RefreshSettings.DEFAULTS);
    }

    private static RefreshQuery query(int relevant, int tokens, int reranked) {
        Map<String, Double> gains = new HashMap<>();
        for (int i = 0; i < relevant; i++) {
            gains.put("d" + (PASSAGES - 1 - i), 1.0);
        }
        return new RefreshQuery(
                "q",
                "words",
                "",
                RefreshQuery.Origin.JUDGED,
                gains,
                scores(PASSAGES),
                scores(tokens),
                0.3,
                scores(reranked));
    }

    /** Of the first passages, the nearest. */
    private static Map<Integer, Double> scores(int count) {
        Map<Integer, Double> scores = new HashMap<>();
        for (int i = 0; i < count; i++) {
            scores.put(i, 10.0 - i);
        }
        return scores;
    }

    @Test
    void aQueryWithManyRelevantDocumentsIsCoveredByARerankerThatReadsTheBest() {
        Labels labels = labels(query(20, 0, 10));

        assertThat(labels.coverage()).isEqualTo(1);
        assertThat(labels.queries().getFirst().teacher()).hasSize(30);
    }

    @Test
    void aRerankerThatFailedHalfwayIsNotFollowed() {
        RefreshQuery whole = query(1, 0, 10);
        Map<Integer, Double> half = new HashMap<>(whole.reranked());
        for (int i = 5; i < 10; i++) {
            half.put(i, Double.NaN);
        }
        RefreshQuery broken = new RefreshQuery(
                whole.id(),
                whole.text(),
                whole.instruction(),
                whole.origin(),
                whole.gains(),
                whole.lexical(),
                whole.tokens(),
                whole.wordWeight(),
                half);

        assertThatThrownBy(() -> labels(broken))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("coverage of the teacher's labels")
                .hasMessageContaining("0.5")
                .hasMessageContaining("at least 0.9");
    }

    @Test
    void tokensOfHalfTheCandidatesAreNoVoice() {
        Labels labels = labels(query(1, 20, 0));

        assertThat(labels.withoutTokens()).isEqualTo(1);
        assertThat(labels.coverage()).isEqualTo(1);
        assertThat(labels.queries().getFirst().teacher())
                .isEqualTo(labels(query(1, 0, 0)).queries().getFirst().teacher());
    }

    @Test
    void tokensOfNineTenthsAreOne() {
        Labels labels = labels(query(4, 33, 0));

        assertThat(labels.withoutTokens()).isZero();
        assertThat(labels.coverage()).isBetween(0.9, 0.99);
    }
}
