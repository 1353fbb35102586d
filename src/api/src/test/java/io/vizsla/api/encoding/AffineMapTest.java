package io.vizsla.api.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AffineMapTest {

    /** Two numbers in, three out: swapped, doubled, and the offset alone. */
    private static final float[] ROWS = {0, 1, 0, 2, 0, 0, 0, 0, 3};

    @Test
    void weightsAndOffsetsGiveAVectorOfUnitLength() {
        AffineMap map = new AffineMap(2, ROWS);

        float[] mapped = map.apply(new float[] {1, 6});

        // (6, 2, 3) is 7 long.
        assertThat(mapped).containsExactly(new float[] {6 / 7f, 2 / 7f, 3 / 7f}, within(1e-6f));
        assertThat(map.inputs()).isEqualTo(2);
        assertThat(map.outputs()).isEqualTo(3);
    }

    @Test
    void aNilVectorStaysNilWithoutOffsets() {
        assertThat(new AffineMap(1, new float[] {2, 0}).apply(new float[] {0})).containsExactly(0);
    }

    @Test
    void bytesAreReadBack() {
        AffineMap map = new AffineMap(2, ROWS);

        AffineMap read = AffineMap.read(2, map.bytes());

        assertThat(map.bytes()).hasSize(36).startsWith(0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f);
        assertThat(read.bytes()).isEqualTo(map.bytes());
        assertThat(read.apply(new float[] {1, 6})).isEqualTo(map.apply(new float[] {1, 6}));
    }

    @Test
    void aWrongLengthIsNamed() {
        refused(ErrorCode.INVALID_MODEL, "querySide.map", () -> new AffineMap(2, new float[4]));
        refused(ErrorCode.INVALID_MODEL, "querySide.map", () -> new AffineMap(2, new float[0]));
        refused(ErrorCode.INVALID_MODEL, "querySide.map", () -> AffineMap.read(2, new byte[13]));
        refused(ErrorCode.INVALID_VECTOR, "vector", () -> new AffineMap(2, ROWS).apply(new float[3]));
    }

    @Test
    void aNumberThatIsNotFiniteIsNamed() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] rows = Arrays.copyOf(ROWS, ROWS.length);
            rows[5] = wrong;

            refused(ErrorCode.INVALID_MODEL, "querySide.map[1][2]", () -> new AffineMap(2, rows));
        }
    }

    @Test
    void rowsAreCopiedInAndOut() {
        float[][] rows = {{0, 1, 0}, {2, 0, 0}, {0, 0, 3}};
        AffineMap map = AffineMap.of(rows);
        rows[0][0] = 7;
        map.rows()[0][0] = 7;

        assertThat(map.bytes()).isEqualTo(new AffineMap(2, ROWS).bytes());
        assertThat(map.rows()).isDeepEqualTo(new float[][] {{0, 1, 0}, {2, 0, 0}, {0, 0, 3}});
    }

    @Test
    void rowsThatAreNoMapAreNamed() {
        refused(ErrorCode.INVALID_ARGUMENT, "map", () -> AffineMap.of(new float[0][]));
        refused(ErrorCode.INVALID_ARGUMENT, "map", () -> AffineMap.of(new float[1][1]));
        refused(ErrorCode.INVALID_ARGUMENT, "map[1]", () -> AffineMap.of(new float[][] {{1, 2}, {1}}));
        refused(ErrorCode.INVALID_ARGUMENT, "map[0][1]", () -> AffineMap.of(new float[][] {{1, Float.NaN}}));
        refused(ErrorCode.INVALID_ARGUMENT, "dimension", () -> AffineMap.identity(0));
    }

    @Test
    void theIdentityLeavesUnitVectorsAsTheyAre() {
        assertThat(AffineMap.identity(2).apply(new float[] {0.6f, -0.8f}))
                .containsExactly(new float[] {0.6f, -0.8f}, within(1e-7f));
    }

    @Test
    void mapsComposeAsWhenAppliedInTurn() {
        AffineMap first = AffineMap.of(new float[][] {{1, 2, 0.5f}, {-1, 0, 3}, {0.25f, 1, 0}});
        AffineMap second = AffineMap.of(new float[][] {{1, -1, 2, 0}, {0, 3, 0.5f, 0}});
        float[] vector = {0.6f, -0.8f};

        AffineMap both = second.compose(first);

        assertThat(both.inputs()).isEqualTo(2);
        assertThat(both.outputs()).isEqualTo(2);
        assertThat(both.apply(vector)).containsExactly(second.apply(first.apply(vector)), within(1e-6f));
    }

    @Test
    void shiftsAddUp() {
        AffineMap one = AffineMap.of(new float[][] {{1, 0, 0.25f}, {0, 1, 0}});
        AffineMap other = AffineMap.of(new float[][] {{1, 0, 0.5f}, {0, 1, -1}});

        assertThat(one.compose(other).rows()).isDeepEqualTo(new float[][] {{1, 0, 0.75f}, {0, 1, -1}});
    }

    @Test
    void mapsOfOtherDimensionsDoNotCompose() {
        assertThatThrownBy(() -> AffineMap.identity(3).compose(AffineMap.identity(4)))
                .isInstanceOf(VizslaException.class)
                .hasMessage("first = gives 4 numbers is not valid: must be a map that gives 3 of them");
    }

    @Test
    void aVectorThatIsMappedBeyondNumbersIsNamed() {
        AffineMap large = AffineMap.of(new float[][] {{Float.MAX_VALUE, Float.MAX_VALUE, 0}});

        refused(ErrorCode.INVALID_VECTOR, "vector", () -> large.apply(new float[] {1, 1}));
        refused(ErrorCode.INVALID_VECTOR, "vector", () -> large.apply(new float[] {Float.NaN, 0}));
    }

    private static void refused(ErrorCode code, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.field()).contains(field);
            assertThat(e.value()).isPresent();
            assertThat(e.bound()).isPresent();
        });
    }
}
