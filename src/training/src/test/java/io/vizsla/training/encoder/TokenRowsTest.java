package io.vizsla.training.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.model.PaddingSide;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenRowsTest {

    private static final List<int[]> TEXTS = List.of(new int[] {7, 8}, new int[] {4, 5, 6});

    @Test
    void padsOnTheRight() {
        TokenRows rows = TokenRows.of(TEXTS, PaddingSide.RIGHT);

        assertThat(rows.ids()).containsExactly(7, 8, 0, 4, 5, 6);
        assertThat(rows.mask()).containsExactly(1, 1, 0, 1, 1, 1);
        assertThat(rows.positions()).containsExactly(0, 1, 0, 0, 1, 2);
    }

    /** A text's positions begin at its first token, wherever that stands. */
    @Test
    void padsOnTheLeft() {
        TokenRows rows = TokenRows.of(TEXTS, PaddingSide.LEFT);

        assertThat(rows.ids()).containsExactly(0, 7, 8, 4, 5, 6);
        assertThat(rows.mask()).containsExactly(0, 1, 1, 1, 1, 1);
        assertThat(rows.positions()).containsExactly(0, 0, 1, 0, 1, 2);
    }
}
