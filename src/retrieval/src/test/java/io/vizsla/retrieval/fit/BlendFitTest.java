package io.vizsla.retrieval.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.retrieval.ExampleMix;
import io.vizsla.retrieval.example.Example;
import io.vizsla.testkit.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlendFitTest {

    private static final float[] EAST = {1, 0, 0};
    private static final float[] NORTH = {0, 1, 0};
    private static final float[] UP = {0, 0, 1};

    @Test
    void ranksAsASearchWithTheMixedVectorWould() {
        SplittableRandom random = Seeds.random("BlendFitTest");
        float[] query = unit(random);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            examples.add(example(random.nextDouble(), unit(random)));
        }
        Map<ChunkId, float[]> candidates = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            candidates.put(chunk("d" + random.nextInt(30), i), unit(random));
        }
        DemonstrationBlend blend = DemonstrationBlend.constant(0.4, 0.1);
        List<List<String>> rankings = new ArrayList<>();

        FitQuery.of(query, examples, candidates, ranking -> rankings.add(ranking) ? 0 : 1)
                .gain(blend);

        float[] mixed = ExampleMix.mix(
                query,
                examples.stream().mapToDouble(Example::cosine).toArray(),
                examples.stream().map(Example::passageVector).toArray(float[][]::new),
                blend);
        assertThat(rankings).containsExactly(expected(query, candidates), expected(mixed, candidates));
    }

    @Test
    void ranksAlikeWhateverTheLengthOfTheVectors() {
        SplittableRandom random = Seeds.random("BlendFitTest");
        float[] query = unit(random);
        float[] passage = unit(random);
        Map<ChunkId, float[]> candidates = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            candidates.put(chunk("d" + i, 0), unit(random));
        }
        DemonstrationBlend blend = DemonstrationBlend.constant(0.5, 0.1);
        List<List<String>> rankings = new ArrayList<>();

        for (float[][] vectors :
                new float[][][] {{query, passage}, {times(query, 20), passage}, {query, times(passage, 20)}}) {
            FitQuery.of(vectors[0], List.of(example(0.9, vectors[1])), candidates, ranking -> {
                        rankings.add(ranking);
                        return 0;
                    })
                    .gain(blend);
        }

        assertThat(rankings).hasSize(6);
        assertThat(rankings.get(1)).isNotEqualTo(rankings.get(0));
        assertThat(List.of(rankings.get(3), rankings.get(5))).containsOnly(rankings.get(1));
    }

    @Test
    void takesTheRampBetweenExamplesThatHelpAndExamplesThatMislead() {
        // What was asked before has a near example with the right passage, what is new a far one with a wrong one.
        FitSet set = new FitSet(queries(20, 0.9, NORTH), queries(20, 0.5, UP));

        List<FitTrial> curve = BlendFit.curve(List.of(set));
        FitTrial best = BlendFit.best(curve).orElseThrow();

        assertThat(curve).hasSize(9);
        assertThat(best.repeated()).isCloseTo(1, within(1e-9));
        assertThat(best.fresh()).isZero();
        assertThat(best.blend().share(0.9)).isPositive();
        assertThat(best.blend().share(0.5)).isZero();
    }

    @Test
    void cosinesOfAnotherModelMoveTheRamp() {
        FitSet set = new FitSet(queries(20, 0.3, NORTH), queries(20, 0.1, UP));

        FitTrial best = BlendFit.best(BlendFit.curve(List.of(set))).orElseThrow();

        assertThat(best.repeated()).isCloseTo(1, within(1e-9));
        assertThat(best.blend().from()).isLessThan(0.3);
    }

    @Test
    void choosesNothingWhereExamplesOnlyMislead() {
        FitSet set = new FitSet(List.of(), queries(20, 0.9, UP));

        assertThat(BlendFit.best(BlendFit.curve(List.of(set)))).isEmpty();
    }

    @Test
    void choosesNothingThatHarmsTheNewQueriesOfOneSet() {
        FitSet gains = new FitSet(queries(20, 0.9, NORTH), List.of());
        FitSet loses = new FitSet(List.of(), queries(20, 0.9, UP));

        assertThat(BlendFit.best(BlendFit.curve(List.of(gains)))).isPresent();
        assertThat(BlendFit.best(BlendFit.curve(List.of(gains, loses)))).isEmpty();
    }

    /** A passage in the north is the answer that the bare query misses, any other one leads away from the answer in the east. */
    private static List<FitQuery> queries(int count, double cosine, float[] passage) {
        boolean helps = passage == NORTH;
        float[] query = helps ? new float[] {0.8f, 0.6f, 0} : new float[] {0.8f, 0, 0.6f};
        Map<ChunkId, float[]> candidates = Map.of(
                chunk("east", 0), EAST,
                chunk("north", 0), NORTH,
                chunk("up", 0), UP);
        String answer = helps ? "north" : "east";
        List<FitQuery> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            queries.add(FitQuery.of(
                    query,
                    List.of(example(cosine, passage)),
                    candidates,
                    ranking -> ranking.getFirst().equals(answer) ? 1 : 0));
        }
        return queries;
    }

    private static List<String> expected(float[] vector, Map<ChunkId, float[]> candidates) {
        return candidates.entrySet().stream()
                .sorted(Comparator.comparingDouble(one -> -product(vector, one.getValue())))
                .map(one -> one.getKey().document().id())
                .distinct()
                .limit(10)
                .toList();
    }

    private static double product(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
        }
        return product;
    }

    private static float[] unit(SplittableRandom random) {
        float[] vector = new float[8];
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            sum += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    private static float[] times(float[] vector, float factor) {
        float[] longer = vector.clone();
        for (int i = 0; i < longer.length; i++) {
            longer[i] *= factor;
        }
        return longer;
    }

    private static Example example(double cosine, float[] passage) {
        return new Example("q", "", null, 1, cosine, passage, "");
    }

    private static ChunkId chunk(String document, int ordinal) {
        return new ChunkId(new DocumentRef("c", document), ordinal);
    }
}
