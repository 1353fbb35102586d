package io.vizsla.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankBiasedOverlapTest {

    @Test
    void equalOrdersAreAlikeAndStrangersAreNot() {
        assertThat(RankBiasedOverlap.of(List.of(1, 2, 3), List.of(1, 2, 3))).isCloseTo(1, within(1e-12));
        assertThat(RankBiasedOverlap.of(List.of(1, 2), List.of(3, 4))).isZero();
        assertThat(RankBiasedOverlap.of(List.of(), List.of())).isEqualTo(1);
        assertThat(RankBiasedOverlap.of(List.of(), List.of(1))).isZero();
    }

    /** By hand: X = 0, 2, 2, so that 0.1 * 0.9 * 2/2 + 0.1 * 0.81 * 2/3 + 0.729 * 2/3 = 0.63. */
    @Test
    void placesCountTheLessTheLowerTheyAre() {
        assertThat(RankBiasedOverlap.of(List.of(1, 2, 3), List.of(2, 1, 4))).isCloseTo(0.63, within(1e-12));
        assertThat(RankBiasedOverlap.of(List.of(1, 2, 3), List.of(1, 2, 4)))
                .isGreaterThan(RankBiasedOverlap.of(List.of(1, 2, 3), List.of(4, 2, 3)));
    }
}
