package io.vizsla.retrieval.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaxSimTest {

    static Stream<DotKernel> kernels() {
        return Stream.of(new ScalarDotKernel(), new VectorDotKernel());
    }

    @Test
    void theTestsRunOnTheVectorKernel() {
        assertThat(DotKernel.fastest()).isInstanceOf(VectorDotKernel.class);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesTheBestTokenOfThePassageForEachOfTheQuery(DotKernel kernel) {
        TokenVectors query = new TokenVectors(2, 2, new byte[] {100, 0, 0, 100}, new float[] {0.01f, 0.01f});
        TokenVectors passage =
                new TokenVectors(3, 2, new byte[] {50, 0, 100, 0, 0, -100}, new float[] {0.01f, 0.005f, 0.01f});

        // first token: max(0.5, 0.5, 0) = 0.5; second: max(0, 0, -1) = 0
        assertThat(new MaxSim(kernel).score(query, passage)).isCloseTo(0.25, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithFloatingPoint(DotKernel kernel) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int dimension : new int[] {1, 7, 16, 31, 32, 33, 64, 96, 128, 200, 384}) {
            TokenVectors query = random(random, 1 + random.nextInt(20), dimension);
            TokenVectors passage = random(random, 1 + random.nextInt(80), dimension);

            assertThat(new MaxSim(kernel).score(query, passage))
                    .as("dimension %d", dimension)
                    .isCloseTo(naive(query, passage), within(1e-4 * dimension));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theLargestCodesDoNotOverflow(DotKernel kernel) {
        byte[] codes = new byte[128];
        java.util.Arrays.fill(codes, (byte) -127);
        TokenVectors one = new TokenVectors(1, 128, codes, new float[] {1});

        assertThat(new MaxSim(kernel).score(one, one)).isEqualTo(127.0 * 127 * 128);
    }

    @RepeatedTest(200)
    void theKernelsAgree() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int dimension = 1 + random.nextInt(200);
        TokenVectors query = random(random, 1 + random.nextInt(70), dimension);
        TokenScorer scalar = new MaxSim(new ScalarDotKernel()).against(query);
        TokenScorer vector = new MaxSim(new VectorDotKernel()).against(query);

        // Several passages: what one leaves in the memory must not reach the next.
        for (int passages = 0; passages < 4; passages++) {
            TokenVectors passage = random(random, 1 + random.nextInt(70), dimension);

            assertThat(vector.score(passage)).as("seed %d", seed).isCloseTo(scalar.score(passage), within(1e-9));
        }
    }

    @Test
    void aPassageThatIsUnlikeTheQueryStaysBelowZero() {
        // Neither the lanes nor the rows that fill up a block may raise the maximum to 0.
        TokenVectors query = new TokenVectors(1, 1, new byte[] {100}, new float[] {0.01f});
        TokenVectors passage = new TokenVectors(1, 1, new byte[] {-50}, new float[] {0.01f});

        assertThat(new MaxSim(new VectorDotKernel()).score(query, passage)).isCloseTo(-0.5, within(1e-6));
    }

    @Test
    void noTokensNoSimilarity() {
        TokenVectors none = new TokenVectors(0, 4, new byte[0], new float[0]);
        TokenVectors one = new TokenVectors(1, 4, new byte[4], new float[1]);

        assertThat(new MaxSim().score(none, one)).isZero();
        assertThat(new MaxSim().score(one, none)).isZero();
    }

    @Test
    void refusesOtherDimensions() {
        TokenVectors four = new TokenVectors(1, 4, new byte[4], new float[1]);
        TokenVectors eight = new TokenVectors(1, 8, new byte[8], new float[1]);

        assertThatThrownBy(() -> new MaxSim().score(four, eight))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SPACE_MISMATCH));
    }

    private static TokenVectors random(Random random, int count, int dimension) {
        byte[] codes = new byte[count * dimension];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (random.nextInt(255) - 127);
        }
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = random.nextFloat() / 127;
        }
        return new TokenVectors(count, dimension, codes, scales);
    }

    private static double naive(TokenVectors query, TokenVectors passage) {
        double sum = 0;
        for (int q = 0; q < query.count(); q++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int p = 0; p < passage.count(); p++) {
                double dot = 0;
                for (int i = 0; i < query.dimension(); i++) {
                    dot += (double) query.scales()[q]
                            * query.codes()[q * query.dimension() + i]
                            * passage.scales()[p]
                            * passage.codes()[p * query.dimension() + i];
                }
                best = Math.max(best, dot);
            }
            sum += best;
        }
        return sum / query.count();
    }
}
