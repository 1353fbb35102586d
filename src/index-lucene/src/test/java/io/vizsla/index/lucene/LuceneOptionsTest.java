package io.vizsla.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import org.junit.jupiter.api.Test;

class LuceneOptionsTest {

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(LuceneOptions.DEFAULTS)
                .isEqualTo(new LuceneOptions(0.9f, 0.4f, 16, 128, 2, 150, 10_000, 64, 1, 50_000));
    }

    @Test
    void aBadValueIsNamed() {
        assertThatThrownBy(() -> LuceneOptions.DEFAULTS.withBm25(-1, 0.4f))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("k1 = -1.0");
        assertThatThrownBy(() -> LuceneOptions.DEFAULTS.withBm25(1, 1.1f)).hasMessageContaining("b = 1.1");
        assertThatThrownBy(() -> LuceneOptions.DEFAULTS.withGraph(1, 10, 10))
                .hasMessageContaining("maxConnections = 1");
        assertThatThrownBy(() -> LuceneOptions.DEFAULTS.withCandidates(0.5, 10)).hasMessageContaining("oversampling");
        assertThatThrownBy(() -> LuceneOptions.DEFAULTS.withMaxPendingVersions(0))
                .hasMessageContaining("maxPendingVersions = 0");
    }

    @Test
    void candidatesAreOversampledAndNeverTooFew() {
        LuceneOptions options = LuceneOptions.DEFAULTS.withCandidates(1.5, 40);
        assertThat(options.candidates(10)).isEqualTo(40);
        assertThat(options.candidates(101)).isEqualTo(152);
    }
}
