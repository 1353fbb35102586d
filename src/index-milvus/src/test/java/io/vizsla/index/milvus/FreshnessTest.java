package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.v2.common.ConsistencyLevel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void isBoundedAsLongAsNothingWasWrittenOrAskedFor() {
        assertThat(new Freshness(LONG).level()).isEqualTo(ConsistencyLevel.BOUNDED);
    }

    @Test
    void seesWhatThisProcessWrote() {
        Freshness freshness = new Freshness(LONG);
        freshness.wrote();

        assertThat(freshness.level()).isEqualTo(ConsistencyLevel.SESSION);
    }

    @Test
    void seesAllThereIsWhereThatIsAskedFor() {
        Freshness freshness = new Freshness(LONG);
        freshness.demand();
        assertThat(freshness.level()).isEqualTo(ConsistencyLevel.STRONG);

        freshness.wrote();
        assertThat(freshness.level()).isEqualTo(ConsistencyLevel.STRONG);
    }

    @Test
    void afterItsTimeTheBoundCoversBoth() {
        Freshness freshness = new Freshness(Duration.ZERO);
        freshness.wrote();
        freshness.demand();

        assertThat(freshness.level()).isEqualTo(ConsistencyLevel.BOUNDED);
    }
}
