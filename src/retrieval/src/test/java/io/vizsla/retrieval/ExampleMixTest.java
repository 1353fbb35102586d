package io.vizsla.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.DemonstrationBlend;
import org.junit.jupiter.api.Test;

class ExampleMixTest {

    private static final float[] EAST = {1, 0};
    private static final float[] NORTH = {0, 1};

    @Test
    void weightsAreASoftmaxOverCosines() {
        double[] weights = ExampleMix.weights(cosines(EAST, NORTH), 0.5);

        assertThat(weights[0]).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
        assertThat(weights[0] + weights[1]).isCloseTo(1, within(1e-12));
    }

    @Test
    void aLowTemperatureLeavesTheNearestAndOverflowsNowhere() {
        double[] weights = ExampleMix.weights(cosines(NORTH, EAST), 1e-6);

        assertThat(weights).containsExactly(0, 1);
    }

    @Test
    void mixesAndStaysAtUnitLength() {
        float[] mixed = ExampleMix.mix(EAST, cosines(EAST), new float[][] {NORTH}, DemonstrationBlend.constant(0.5, 1));

        assertThat(mixed[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(mixed[1]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    }

    @Test
    void onlyDirectionsAreMixedAndTheQueryKeepsItsLength() {
        DemonstrationBlend blend = DemonstrationBlend.constant(0.5, 1);
        float[] farEast = {7, 0};

        float[] mixed = ExampleMix.mix(farEast, cosines(EAST, EAST), new float[][] {{0, 9}, {0, 0.2f}}, blend);

        assertThat(mixed[0]).isCloseTo((float) (7 * Math.sqrt(0.5)), within(1e-5f));
        assertThat(mixed[1]).isCloseTo((float) (7 * Math.sqrt(0.5)), within(1e-5f));
        assertThat(ExampleMix.mix(farEast, cosines(EAST), new float[][] {{0, 0}}, blend))
                .containsExactly(7, 0);
    }

    @Test
    void noExamplesOrNoShareChangeNothing() {
        float[][] examples = {NORTH};

        assertThat(ExampleMix.mix(EAST, new double[0], new float[0][], DemonstrationBlend.constant(0.5, 1)))
                .isEqualTo(EAST)
                .isNotSameAs(EAST);
        assertThat(ExampleMix.mix(EAST, cosines(NORTH), examples, DemonstrationBlend.constant(0, 1)))
                .isEqualTo(EAST);
    }

    @Test
    void whatCancelsOutLeavesTheQuery() {
        float[] west = {-1, 0};

        assertThat(ExampleMix.mix(EAST, cosines(EAST), new float[][] {west}, DemonstrationBlend.constant(0.5, 1)))
                .isEqualTo(EAST);
    }

    @Test
    void theShareFollowsTheNearestExample() {
        DemonstrationBlend blend = new DemonstrationBlend(0.5, 1, 0.6, 1);
        float[] near = {0.8f, 0.6f};

        assertThat(ExampleMix.share(cosines(near, NORTH), blend)).isCloseTo(0.25, within(1e-6));
        assertThat(ExampleMix.mix(EAST, cosines(NORTH), new float[][] {NORTH}, blend))
                .isEqualTo(EAST);
        assertThat(ExampleMix.mix(EAST, cosines(EAST), new float[][] {NORTH}, blend)[1])
                .isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    }

    private static double[] cosines(float[]... others) {
        return ExampleMix.cosines(EAST, others);
    }
}
