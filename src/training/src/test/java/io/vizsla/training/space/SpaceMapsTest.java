package io.vizsla.training.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.space.SpaceMaps.Kind;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SpaceMapsTest {

    private static final int DIMENSION = 32;
    private static final long SEED = 3;

    private final SplittableRandom random = Seeds.random("SpaceMapsTest");

    private static VectorPairs pairs(float[][] old, UnaryOperator<float[]> drift) {
        return new VectorPairs(Arrays.stream(old).map(drift).toArray(float[][]::new), old);
    }

    /** A map near to the identity, as training makes them. */
    private AffineMap drift(double size) {
        float[][] rows = Vectors.random(random, DIMENSION, DIMENSION + 1);
        for (int i = 0; i < DIMENSION; i++) {
            for (int j = 0; j <= DIMENSION; j++) {
                rows[i][j] *= (float) (size / Math.sqrt(DIMENSION));
            }
            rows[i][i] += 1;
        }
        return AffineMap.of(rows);
    }

    private static double cosine(SpaceMaps maps, Kind kind) {
        return maps.of(kind).orElseThrow().cosine();
    }

    @Test
    void aDriftThatTurnsIsUndoneByTheAffineMap() {
        float[][] old = Vectors.units(random, 600, DIMENSION);

        SpaceMaps maps = SpaceMaps.fit(pairs(old, drift(0.4)::apply), SEED);

        assertThat(maps.best().kind()).isEqualTo(Kind.AFFINE);
        assertThat(maps.heldOut()).isEqualTo(120);
        assertThat(1 - cosine(maps, Kind.AFFINE)).isLessThan((1 - cosine(maps, Kind.NONE)) / 3);
        assertThat(maps.coherence()).isBetween(0.01, 0.95);
    }

    /** The new vectors of passages tell what the old ones do not; where the text was before is then a bad place to search from. */
    @Test
    void wherePassagesLearnedSomethingTheMapThatKeepsScoresIsBest() {
        AffineMap drift = drift(0.8);
        float[][] old = Vectors.units(random, 2_000, DIMENSION);
        float[][] fresh = new float[old.length][];
        for (int i = 0; i < old.length; i++) {
            float[] moved = drift.apply(old[i]);
            float[] noise = Vectors.unit(random, DIMENSION);
            for (int j = 0; j < DIMENSION; j++) {
                moved[j] += 0.7f * noise[j];
            }
            fresh[i] = AffineMap.identity(DIMENSION).apply(moved);
        }
        VectorPairs queries = pairs(Vectors.units(random, 300, DIMENSION), drift::apply);

        SpaceMaps maps = SpaceMaps.fit(queries, new VectorPairs(fresh, old), SEED);

        assertThat(maps.maps()).extracting(SpaceMaps.Candidate::kind).containsExactly(Kind.values());
        assertThat(maps.best().kind()).isEqualTo(Kind.SCORES);
        assertThat(maps.best().agreement()).isGreaterThan(agreement(maps, Kind.AFFINE) + 0.01);
        assertThat(agreement(maps, Kind.AFFINE)).isGreaterThan(agreement(maps, Kind.NONE));
    }

    @Test
    void theMapThatKeepsScoresFindsThemAgainWhereNothingWasLearned() {
        float[][] turn = Vectors.random(random, DIMENSION, DIMENSION);
        float[][] old = Vectors.random(random, 400, DIMENSION);
        float[][] fresh =
                Arrays.stream(old).map(vector -> product(turn, vector)).toArray(float[][]::new);
        float[] query = Vectors.unit(random, DIMENSION);

        AffineMap map = ScoreMap.fit(new VectorPairs(old, fresh), Ridge.Toward.IDENTITY, 1e-9);

        ScoreAgreement agreement = new ScoreAgreement(new float[][] {query}, new VectorPairs(fresh, old));
        assertThat(agreement.of(map)).isCloseTo(1, within(1e-5));
        assertThat(agreement.of(AffineMap.identity(DIMENSION))).isLessThan(0.9);
    }

    @Test
    void passagesTooFewToAskLeaveTheChoiceToTheCosines() {
        VectorPairs queries = pairs(Vectors.units(random, 30, DIMENSION), drift(0.3)::apply);
        VectorPairs passages = pairs(Vectors.units(random, 4, DIMENSION), drift(0.3)::apply);

        SpaceMaps maps = SpaceMaps.fit(queries, passages, SEED);

        assertThat(maps.of(Kind.SCORES)).isEmpty();
        assertThat(maps.best().agreement()).isNaN();
    }

    private static double agreement(SpaceMaps maps, Kind kind) {
        return maps.of(kind).orElseThrow().agreement();
    }

    private static float[] product(float[][] rows, float[] vector) {
        float[] product = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += rows[i][j] * vector[j];
            }
        }
        return product;
    }

    @Test
    void vectorsThatAllMovedAlikeAreShiftedBack() {
        float[] by = Vectors.unit(random, DIMENSION);
        float[][] old = Vectors.units(random, 60, DIMENSION);
        UnaryOperator<float[]> shifted = vector -> {
            float[] moved = vector.clone();
            for (int j = 0; j < DIMENSION; j++) {
                moved[j] += 0.3f * by[j];
            }
            return moved;
        };

        SpaceMaps maps = SpaceMaps.fit(pairs(old, shifted), SEED);

        assertThat(maps.coherence()).isCloseTo(1, within(1e-5));
        assertThat(cosine(maps, Kind.SHIFT)).isCloseTo(1, within(1e-6));
        assertThat(maps.of(Kind.SHIFT).orElseThrow().map().rows()[0][DIMENSION])
                .isCloseTo(-0.3f * by[0], within(1e-6f));
    }

    @Test
    void vectorsThatDidNotMoveStay() {
        float[][] old = Vectors.units(random, 40, DIMENSION);

        SpaceMaps maps = SpaceMaps.fit(pairs(old, float[]::clone), SEED);

        assertThat(maps.coherence()).isZero();
        assertThat(maps.best().map().apply(old[0])).containsExactly(old[0], within(1e-5f));
    }

    /** Eight pairs say nothing of most directions; what they do not tell of must stay as it is. */
    @Test
    void fewerPairsThanDimensionsDoNoHarm() {
        AffineMap drift = drift(0.4);
        float[][] others = Vectors.units(random, 200, DIMENSION);
        VectorPairs asked = pairs(others, drift::apply);

        SpaceMaps maps = SpaceMaps.fit(pairs(Vectors.units(random, 8, DIMENSION), drift::apply), SEED);

        double plain = asked.cosine(AffineMap.identity(DIMENSION));
        assertThat(asked.cosine(maps.of(Kind.AFFINE).orElseThrow().map())).isGreaterThan(plain - 0.05);
    }

    @Test
    void aTextThatComesTwiceIsNotLearnedAndAsked() {
        float[][] once = Vectors.units(random, 10, DIMENSION);
        float[][] often = new float[1000][];
        Arrays.setAll(often, i -> once[i % once.length]);

        HeldOut split = HeldOut.of(pairs(often, float[]::clone), SEED).orElseThrow();

        assertThat(split.asked().count()).isEqualTo(200);
        assertThat(split.learned().count()).isEqualTo(800);
        assertThat(Arrays.asList(split.learned().from()))
                .doesNotContainAnyElementsOf(Arrays.asList(split.asked().from()));
    }

    @Test
    void mapsBetweenDimensionsAreAffine() {
        float[][] old = Vectors.units(random, 400, DIMENSION);
        AffineMap shorter = AffineMap.of(Vectors.random(random, 20, DIMENSION + 1));

        SpaceMaps maps = SpaceMaps.fit(
                new VectorPairs(old, Arrays.stream(old).map(shorter::apply).toArray(float[][]::new)), SEED);

        assertThat(maps.of(Kind.SHIFT)).isEmpty();
        assertThat(maps.best().map().outputs()).isEqualTo(20);
        assertThat(maps.best().cosine()).isGreaterThan(0.9);
    }

    @Test
    void equalSeedsGiveEqualMaps() {
        VectorPairs pairs = pairs(Vectors.units(random, 50, DIMENSION), drift(0.3)::apply);

        SpaceMaps one = SpaceMaps.fit(pairs, SEED);
        SpaceMaps two = SpaceMaps.fit(pairs, SEED);

        assertThat(two.strength()).isEqualTo(one.strength());
        assertThat(two.best().map().rows()).isDeepEqualTo(one.best().map().rows());
    }

    @Test
    void twoPairsGiveAShift() {
        SpaceMaps maps = SpaceMaps.fit(pairs(Vectors.units(random, 2, DIMENSION), drift(0.3)::apply), SEED);

        assertThat(maps.strength()).isInfinite();
        assertThat(maps.heldOut()).isEqualTo(1);
    }

    @Test
    void pairsThatTellNothingAreRefused() {
        float[] one = Vectors.unit(random, DIMENSION);
        float[][] equal = {one, one, one};
        float[][] broken = {one, Vectors.unit(random, DIMENSION)};
        broken[1][4] = Float.NaN;

        refused(() -> SpaceMaps.fit(new VectorPairs(equal, equal), SEED), ErrorCode.INVALID_ARGUMENT, "pairs");
        refused(() -> new VectorPairs(broken, equal), ErrorCode.INVALID_VECTOR, "pairs");
        refused(() -> new VectorPairs(broken, broken), ErrorCode.INVALID_VECTOR, "from[1]");
        refused(() -> new VectorPairs(equal, new float[3][DIMENSION]), ErrorCode.INVALID_VECTOR, "to[0]");
        refused(() -> new VectorPairs(new float[0][], new float[0][]), ErrorCode.INVALID_VECTOR, "pairs");
        refused(() -> new VectorPairs(new float[][] {{1, 2}, {1}}, broken), ErrorCode.INVALID_VECTOR, "from[1]");
    }

    private static void refused(Runnable action, ErrorCode code, String field) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.field()).contains(field);
        });
    }

    /** All texts look alike to the old model: whatever it is asked, the answer is the same. */
    @Test
    void aConstantTargetIsHit() {
        float[][] moved = Vectors.units(random, 300, DIMENSION);
        float[] constant = Vectors.unit(random, DIMENSION);
        float[][] old = new float[moved.length][];
        Arrays.fill(old, constant);

        SpaceMaps maps = SpaceMaps.fit(new VectorPairs(moved, old), SEED);

        assertThat(maps.best().kind()).isEqualTo(Kind.AFFINE);
        assertThat(maps.best().cosine()).isGreaterThan(0.95);
    }
}
