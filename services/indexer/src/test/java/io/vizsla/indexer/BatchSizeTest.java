package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private static final long QUICK = Duration.ofMillis(499).toNanos();
    private static final long SLOW = Duration.ofMillis(2001).toNanos();

    private final BatchSize size = new BatchSize(700);

    @Test
    void growsWhileFullBatchesAreQuickAndNoFurtherThanItMay() {
        assertThat(size.now()).isEqualTo(256);
        size.took(256, QUICK);
        assertThat(size.now()).isEqualTo(512);
        size.took(512, QUICK);
        size.took(700, QUICK);
        assertThat(size.now()).isEqualTo(700);
    }

    @Test
    void staysWhereABatchSaysNothingOrAllIsWell() {
        size.took(255, QUICK);
        size.took(256, Duration.ofSeconds(1).toNanos());

        assertThat(size.now()).isEqualTo(256);
    }

    @Test
    void shrinksAfterASlowBatchOfAnySizeButNotBelowWhereItBegan() {
        size.took(256, QUICK);
        size.took(3, SLOW);
        assertThat(size.now()).isEqualTo(256);
        size.took(256, SLOW);
        assertThat(size.now()).isEqualTo(256);
    }

    @Test
    void neverTakesMoreThanWasAllowed() {
        BatchSize small = new BatchSize(4);

        assertThat(small.now()).isEqualTo(4);
        small.took(4, SLOW);
        small.took(4, QUICK);
        assertThat(small.now()).isEqualTo(4);
    }
}
