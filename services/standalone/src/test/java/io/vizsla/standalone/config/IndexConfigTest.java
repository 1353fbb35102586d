package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.index.lucene.LuceneOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexConfigTest {

    @Test
    void hasTheDefaultsOfTheIndex() {
        assertThat(Configs.defaults(IndexConfig.class).options()).isEqualTo(LuceneOptions.DEFAULTS);
        assertThat(Configs.defaults(IndexConfig.class).store()).isEqualTo(Store.LUCENE);
    }

    @Test
    void mapsEverySetting() {
        IndexConfig config = Configs.of(
                IndexConfig.class,
                "vizsla.index",
                Map.ofEntries(
                        Map.entry("store", "milvus"),
                        Map.entry("k1", "1.5"),
                        Map.entry("b", "0.5"),
                        Map.entry("max-connections", "2"),
                        Map.entry("beam-width", "3"),
                        Map.entry("oversampling", "4.5"),
                        Map.entry("min-candidates", "5"),
                        Map.entry("graph-from", "6"),
                        Map.entry("ram-buffer", "7M"),
                        Map.entry("merge-threads", "8"),
                        Map.entry("max-pending-versions", "9")));

        assertThat(config.store()).isEqualTo(Store.MILVUS);
        assertThat(config.options()).isEqualTo(new LuceneOptions(1.5f, 0.5f, 2, 3, 4.5, 5, 6, 7, 8, 9));
    }
}
