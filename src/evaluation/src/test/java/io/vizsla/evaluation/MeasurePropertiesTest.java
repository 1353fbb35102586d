package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** What must hold for every ranking; the inputs are random, their seed is in the message. */
class MeasurePropertiesTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @RepeatedTest(50)
    void everyMetricLiesBetweenZeroAndOne() {
        JudgedRanking ranking = JudgedRanking.of(judged(), returned());
        for (Metric metric : Metric.DEFAULTS) {
            assertThat(value(metric, ranking)).as("%s, seed %d", metric, seed).isBetween(0.0, 1.0 + 1e-12);
        }
    }

    @RepeatedTest(50)
    void theIdealRankingReachesOne() {
        Map<String, Integer> judged = judged();
        judged.put("d1", 2);
        List<ScoredDocument> ideal = judged.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(grade -> new ScoredDocument(grade.getKey(), grade.getValue()))
                .toList();
        JudgedRanking ranking = JudgedRanking.of(judged, ideal);

        for (String name : List.of("nDCG@10", "MAP", "MRR@10", "Rprec", "Success@1", "Recall@100")) {
            assertThat(value(Metric.parse(name), ranking))
                    .as("%s, seed %d", name, seed)
                    .isCloseTo(1, within(1e-12));
        }
    }

    @RepeatedTest(50)
    void aSwapThatMovesARelevantDocumentUpNeverHurts() {
        Map<String, Integer> judged = judged();
        List<ScoredDocument> before = returned();
        int low = random.nextInt(1, before.size());
        int high = random.nextInt(low);
        if (grade(judged, before, low) <= grade(judged, before, high)) {
            Collections.swap(before, low, high);
        }
        List<ScoredDocument> after = new ArrayList<>(before);
        Collections.swap(after, low, high);

        for (Metric metric : Metric.DEFAULTS) {
            assertThat(value(metric, JudgedRanking.of(judged, after)))
                    .as("%s, seed %d", metric, seed)
                    .isGreaterThanOrEqualTo(value(metric, JudgedRanking.of(judged, before)) - 1e-12);
        }
    }

    @RepeatedTest(20)
    void unjudgedDocumentsAtTheEndChangeNothingInACut() {
        Map<String, Integer> judged = judged();
        List<ScoredDocument> before = returned();
        List<ScoredDocument> after = new ArrayList<>(before);
        after.add(new ScoredDocument("new", -1));

        for (Metric metric : Metric.DEFAULTS) {
            assertThat(value(metric, JudgedRanking.of(judged, after)))
                    .as("%s, seed %d", metric, seed)
                    .isEqualTo(value(metric, JudgedRanking.of(judged, before)));
        }
    }

    private static int grade(Map<String, Integer> judged, List<ScoredDocument> ranking, int rank) {
        return Math.max(0, judged.getOrDefault(ranking.get(rank).id(), 0));
    }

    private Map<String, Integer> judged() {
        Map<String, Integer> judged = new HashMap<>();
        for (int i = 0; i < random.nextInt(1, 30); i++) {
            judged.put("d" + random.nextInt(60), random.nextInt(-1, 4));
        }
        return judged;
    }

    private List<ScoredDocument> returned() {
        List<ScoredDocument> returned = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            returned.add(new ScoredDocument("d" + i, random.nextDouble()));
        }
        Collections.shuffle(returned, random);
        return returned;
    }

    private static double value(Metric metric, JudgedRanking ranking) {
        return metric.measure().of(ranking, metric.k());
    }
}
