package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolingTest {

    private static final float[] STATES = {9, 9, 1, 2, 3, 4, 5, 9, 9, 9};

    @Test
    void eachModeReadsItsTokens() {
        assertThat(Pooling.pool(PoolingMode.CLS, STATES, 1, 3, 2)).containsExactly(1, 2);
        assertThat(Pooling.pool(PoolingMode.LAST_TOKEN, STATES, 1, 3, 2)).containsExactly(5, 9);
        assertThat(Pooling.pool(PoolingMode.MEAN, STATES, 1, 3, 2)).containsExactly(3, 5);
    }

    @Test
    void normalizingKeepsTheNilVector() {
        assertThat(Pooling.normalize(new float[] {3, 4})).containsExactly(0.6f, 0.8f);
        assertThat(Pooling.normalize(new float[] {0, 0})).containsExactly(0, 0);
    }

    @Test
    void batchesPadOnTheirSide() {
        TokenizedText one = new TokenizedText(new int[] {5}, new byte[1], 0, 1, 0, true);
        TokenizedText two = new TokenizedText(new int[] {6, 7}, new byte[2], 0, 2, 0, true);

        TokenBatch right = TokenBatch.of(List.of(one, two), PaddingSide.RIGHT);
        TokenBatch left = TokenBatch.of(List.of(one, two), PaddingSide.LEFT);

        assertThat(right.ids()).containsExactly(5, 0, 6, 7);
        assertThat(right.mask()).containsExactly(1, 0, 1, 1);
        assertThat(left.ids()).containsExactly(0, 5, 6, 7);
        assertThat(left.mask()).containsExactly(0, 1, 1, 1);
        assertThat(left.positions()).containsExactly(0, 0, 0, 1);
        assertThat(left.offset(0)).isEqualTo(1);
    }
}
