package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorpusSamplerTest {

    private static final Qrels QRELS = Qrels.of(Map.of("q", Map.of("d9", 1, "d3", 0, "elsewhere", 1)));

    private final SequencedMap<String, Run> runs = new LinkedHashMap<>();

    @Test
    void keepsTheJudgedAndGrowsRankByRankFromWhatMisleads() {
        runs.put("one", run("d9", "d1", "d3", "d2"));
        runs.put("other", run("d4", "d1", "d5"));

        CorpusSample rankOne = sample(0.4);
        CorpusSample rankTwo = sample(0.5);
        CorpusSample rest = sample(1);

        assertThat(rankOne.documents()).containsExactly("d1", "d3", "d4", "d9");
        assertThat(rankOne).returns(2, CorpusSample::judged).returns(2, CorpusSample::negatives);
        assertThat(rankOne).returns(2, CorpusSample::misleading).returns(0, CorpusSample::drawn);
        assertThat(rankOne.share()).isEqualTo(0.4);
        assertThat(rankTwo.documents()).containsExactly("d1", "d3", "d4", "d5", "d9");
        assertThat(rankTwo).returns(3, CorpusSample::misleading).returns(1, CorpusSample::others);
        assertThat(rest.documents()).containsExactly("d1", "d2", "d3", "d4", "d5", "d9");
        assertThat(rest).returns(3, CorpusSample::misleading).returns(2, CorpusSample::others);
    }

    @Test
    void stopsWhereTheRunsEnd() {
        runs.put("one", run("d9", "d1"));

        CorpusSample sample = sample(1);

        assertThat(sample.documents()).containsExactly("d1", "d3", "d9");
        assertThat(sample).returns(1, CorpusSample::others).returns(0, CorpusSample::drawn);
    }

    @Test
    void drawsFromTheRankThatDoesNotFit() {
        runs.put("a", run("d0"));
        runs.put("b", run("d1"));
        runs.put("c", run("d2"));

        CorpusSample sample = sample(0.3);

        assertThat(sample.documents()).hasSize(3).contains("d3", "d9");
        assertThat(sample).returns(0, CorpusSample::misleading);
        assertThat(sample).returns(1, CorpusSample::drawn).returns(3, CorpusSample::drawnOf);
        assertThat(sample(0.3)).isEqualTo(sample);
        List<SequencedSet<String>> drawn = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            drawn.add(CorpusSampler.sample(corpus(10), QRELS, runs, new SampleOptions(0.3, seed))
                    .documents());
        }
        assertThat(new LinkedHashSet<>(drawn)).hasSize(3);
    }

    @Test
    void leavesOutQueriesThatNobodyJudged() {
        runs.put(
                "one",
                Run.builder()
                        .addInOrder("q", scored("d1"))
                        .addInOrder("unjudged", scored("d7"))
                        .build());

        assertThat(sample(1).documents()).doesNotContain("d7");
    }

    /** Whatever comes: the judged stay, the share holds, and what a larger share keeps for certain holds the smaller one's. */
    @Test
    void holdsTheShareForRandomRuns() {
        SplittableRandom random = Seeds.random("CorpusSamplerTest");
        for (int round = 0; round < 50; round++) {
            SequencedSet<String> corpus = corpus(50 + random.nextInt(200));
            Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
            for (int q = 0; q < 1 + random.nextInt(10); q++) {
                grades.put("q" + q, Map.of("d" + random.nextInt(50), random.nextInt(2)));
            }
            SequencedMap<String, Run> some = new LinkedHashMap<>();
            for (int r = 0; r < 1 + random.nextInt(4); r++) {
                some.put("r" + r, shuffled(corpus, grades, random));
            }
            double share = 0.25 + random.nextDouble() * 0.5;

            CorpusSample sample =
                    CorpusSampler.sample(corpus, Qrels.of(grades), some, new SampleOptions(share, random.nextLong()));

            assertThat(sample.documents()).hasSize((int) (share * corpus.size()));
            assertThat(corpus).containsAll(sample.documents());
            grades.values().forEach(judged -> assertThat(sample.documents()).containsAll(judged.keySet()));
            some.values()
                    .forEach(run -> grades.forEach((query, judged) -> assertThat(sample.documents())
                            .containsAll(misleading(run.of(query), judged, sample.misleading()))));
        }
    }

    private static List<String> misleading(List<ScoredDocument> ranking, Map<String, Integer> judged, int most) {
        List<String> ids = ranking.stream().map(ScoredDocument::id).toList();
        int last = judged.entrySet().stream()
                .filter(grade -> grade.getValue() > 0)
                .mapToInt(grade -> ids.indexOf(grade.getKey()))
                .max()
                .orElse(0);
        return ids.stream().limit(Math.min(last, 10)).limit(most).toList();
    }

    @Test
    void namesWhatDoesNotFit() {
        assertThatThrownBy(() -> sample(0.25))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("runs = none");
        runs.put("foreign", run("x1"));
        assertThatThrownBy(() -> sample(0.5))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("run foreign = x1");
        runs.put("foreign", Run.builder().add("p", scored("d1")).build());
        assertThatThrownBy(() -> sample(0.5))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("run foreign = no judged query");
        runs.put("foreign", run("d1"));
        assertThatThrownBy(() -> sample(0.1))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("share = 0.1")
                .hasMessageContaining("2 judged documents of 10");
        for (double wrong : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> sample(wrong))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("share");
        }
    }

    private CorpusSample sample(double share) {
        return CorpusSampler.sample(corpus(10), QRELS, runs, new SampleOptions(share, 42));
    }

    private static SequencedSet<String> corpus(int size) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            ids.add("d" + i);
        }
        return ids;
    }

    private static Run run(String... bestFirst) {
        return Run.builder().addInOrder("q", scored(bestFirst)).build();
    }

    private static List<ScoredDocument> scored(String... bestFirst) {
        return Arrays.stream(bestFirst).map(id -> new ScoredDocument(id, 1)).toList();
    }

    private static Run shuffled(SequencedSet<String> corpus, Map<String, ?> queries, SplittableRandom random) {
        Run.Builder run = Run.builder();
        queries.keySet().forEach(query -> {
            List<String> order = new ArrayList<>(corpus);
            Collections.shuffle(order, new Random(random.nextLong()));
            run.addInOrder(query, scored(order.toArray(String[]::new)));
        });
        return run.build();
    }
}
