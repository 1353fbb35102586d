package io.vizsla.api.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CutEncoderTest {

    private static final long SEED = 7;

    @Test
    void cutVectorsHaveUnitLengthAndTheCosineOfThosePartsAlone() {
        Whole whole = new Whole(true);
        Encoder cut = whole.cutTo(3);
        List<EncodingInput> inputs = List.of(EncodingInput.passage("a"), EncodingInput.query("b"));

        float[][] vectors = cut.encode(inputs).dense();

        float[][] by = whole.encode(inputs).dense();
        for (float[] vector : vectors) {
            assertThat(vector).hasSize(3);
            assertThat(dot(vector, vector, 3)).as("seed " + SEED).isEqualTo(1, within(1e-6));
        }
        double expected = dot(by[0], by[1], 3) / Math.sqrt(dot(by[0], by[0], 3) * dot(by[1], by[1], 3));
        assertThat(dot(vectors[0], vectors[1], 3)).as("seed " + SEED).isEqualTo(expected, within(1e-6));
    }

    @Test
    void vectorsThatAreNotNormalizedAreOnlyCut() {
        Whole whole = new Whole(false);
        List<EncodingInput> inputs = List.of(EncodingInput.passage("a"));

        float[] cut = whole.cutTo(2).encode(inputs).dense()[0];

        assertThat(cut)
                .containsExactly(java.util.Arrays.copyOf(whole.encode(inputs).dense()[0], 2));
    }

    @Test
    void theNilVectorStaysNil() {
        Whole whole = new Whole(true);

        assertThat(whole.cutTo(2).encode(List.of(EncodingInput.passage("nil"))).dense()[0])
                .containsExactly(0, 0);
    }

    @Test
    void tokensAndCountsStayAsTheyAre() {
        Whole whole = new Whole(true);
        List<EncodingInput> inputs = List.of(EncodingInput.passage("a"));

        EncodedBatch cut = whole.cutTo(2).encode(inputs);

        assertThat(cut.tokenCounts()).containsExactly(5);
        assertThat(cut.tokens()).containsExactly(Whole.TOKENS);
    }

    @Test
    void eachDimensionIsASpaceOfItsOwnInEachPurpose() {
        Whole whole = new Whole(true);

        assertThat(whole.cutTo(4)).isSameAs(whole);
        assertThat(whole.cutTo(3).card().space().id()).isEqualTo("m@1/dim-3");
        assertThat(whole.cutTo(2).card().space().id()).isEqualTo("m@1/dim-2");
        assertThat(whole.cutTo(3).as(Purpose.TOOL).card().space().id()).isEqualTo("m@1/tool/dim-3");
        assertThat(whole.as(Purpose.TOOL).cutTo(3).card())
                .isEqualTo(whole.cutTo(3).as(Purpose.TOOL).card());
        assertThat(whole.cutTo(3).card().dimension()).isEqualTo(3);
        assertThat(whole.cutTo(3).card().tokenDimension()).isEqualTo(1);
        assertThat(whole.cutTo(3).card().truncations()).isEmpty();
    }

    @Test
    void otherDimensionsAreRefusedWithThoseThatAreAllowed() {
        Whole whole = new Whole(true);

        for (int dimension : new int[] {0, -1, 1, 5}) {
            assertThatThrownBy(() -> whole.cutTo(dimension)).isInstanceOfSatisfying(VizslaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                assertThat(e.field()).contains("dimension");
                assertThat(e.bound().orElseThrow()).contains("[4, 3, 2]");
            });
        }
        assertThatThrownBy(() -> whole.cutTo(3).cutTo(2)).hasMessageContaining("the only one");
        assertThatThrownBy(() -> whole.card().checkDimension("dimensions", (1L << 32) + 4))
                .hasMessageContaining("dimensions");
    }

    @Test
    void closingTheViewLeavesTheEncoderOpen() {
        Whole whole = new Whole(true);

        whole.cutTo(2).close();

        assertThat(whole.closed).isFalse();
    }

    private static double dot(float[] a, float[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Gives each text a random vector of four numbers, and none to {@code nil}. */
    private static final class Whole implements Encoder {

        private static final TokenVectors TOKENS = new TokenVectors(1, 1, new byte[] {1}, new float[] {1});

        private final ModelCard card;
        private boolean closed;

        Whole(boolean normalized) {
            this("m@1", normalized);
        }

        private Whole(String space, boolean normalized) {
            card = new ModelCard("m", "1", new Space(space), 4, 1, 16, "en", false, null, List.of(3, 2), normalized);
        }

        @Override
        public EncodedBatch encode(List<EncodingInput> inputs) {
            float[][] dense = new float[inputs.size()][4];
            List<TokenVectors> tokens = new ArrayList<>();
            int[] counts = new int[inputs.size()];
            for (int i = 0; i < dense.length; i++) {
                SplittableRandom random =
                        new SplittableRandom(SEED + inputs.get(i).text().hashCode());
                for (int d = 0; d < 4 && !inputs.get(i).text().equals("nil"); d++) {
                    dense[i][d] = (float) random.nextDouble(-1, 1);
                }
                tokens.add(TOKENS);
                counts[i] = 5;
            }
            return new EncodedBatch(dense, tokens, counts);
        }

        @Override
        public Encoder as(Purpose purpose) {
            return new Whole("m@1/" + purpose.id(), card.normalized());
        }

        @Override
        public Tokenizer tokenizer() {
            throw new AssertionError("nobody cuts texts here");
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
