package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.index.lucene.LuceneOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexConfigTest {

    @Test
    void hasTheDefaultsOfTheIndex() {
        assertThat(Configs.defaults(IndexConfig.class).options()).isEqualTo(LuceneOptions.DEFAULTS);
    }

    @Test
    void mapsEverySetting() {
        IndexConfig config = Configs.of(
                IndexConfig.class,
                "vizsla.index",
                Map.of(
                        "k1", "1.5",
                        "b", "0.5",
                        "max-connections", "2",
                        "beam-width", "3",
                        "oversampling", "4.5",
                        "min-candidates", "5",
                        "graph-from", "6",
                        "ram-buffer", "7M",
                        "merge-threads", "8",
                        "max-pending-versions", "9"));

        assertThat(config.options()).isEqualTo(new LuceneOptions(1.5f, 0.5f, 2, 3, 4.5, 5, 6, 7, 8, 9));
    }
}
