package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.indexer.LoopOptions;
import io.vizsla.ingestion.EventLimits;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.parse.ParseOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    @Test
    void hasTheDefaultsOfTheParts() {
        IngestConfig config = Configs.defaults(IngestConfig.class);

        assertThat(config.options()).isEqualTo(IngestOptions.DEFAULT);
        assertThat(config.parse()).isEqualTo(ParseOptions.DEFAULT);
        // A stop that somebody waits for at a terminal waits shorter.
        LoopOptions loop = LoopOptions.DEFAULT;
        assertThat(config.loop("standalone"))
                .isEqualTo(new LoopOptions(
                        loop.group(),
                        loop.instance(),
                        loop.batchRecords(),
                        loop.batchBytes(),
                        loop.deadLetterBytes(),
                        loop.firstBackOff(),
                        loop.longestBackOff(),
                        loop.catchUp(),
                        Duration.ofSeconds(5)));
    }

    @Test
    void mapsEverySetting() {
        IngestConfig config = Configs.of(
                IngestConfig.class,
                "vizsla.ingest",
                Map.ofEntries(
                        Map.entry("document-bytes", "1M"),
                        Map.entry("text-characters", "2"),
                        Map.entry("title-characters", "3"),
                        Map.entry("metadata-bytes", "4K"),
                        Map.entry("metadata-depth", "5"),
                        Map.entry("chunks-per-document", "6"),
                        Map.entry("encode-chunks", "7"),
                        Map.entry("batch-records", "8"),
                        Map.entry("batch-bytes", "9K"),
                        Map.entry("dead-letter-bytes", "10K"),
                        Map.entry("first-back-off", "11ms"),
                        Map.entry("longest-back-off", "12s"),
                        Map.entry("catch-up", "13s"),
                        Map.entry("stop-wait", "14s"),
                        Map.entry("parser.time-limit", "15s"),
                        Map.entry("parser.worker-memory", "128M"),
                        Map.entry("parser.worker-idle", "16s"),
                        Map.entry("parser.in-process", "17K")));

        assertThat(config.options()).isEqualTo(new IngestOptions(new EventLimits(1 << 20, 2, 3, 4 << 10, 5), 6, 7));
        assertThat(config.parse())
                .isEqualTo(new ParseOptions(2, Duration.ofSeconds(15), 128, Duration.ofSeconds(16), 17 << 10));
        assertThat(config.loop("standalone"))
                .isEqualTo(new LoopOptions(
                        LoopOptions.DEFAULT.group(),
                        LoopOptions.DEFAULT.instance(),
                        8,
                        9 << 10,
                        10 << 10,
                        Duration.ofMillis(11),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(14)));
    }
}
