package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.encoding.DeviceChoice;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.PrecisionChoice;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncoderConfigTest {

    @Test
    void hasTheDefaultsOfTheEncoder() {
        EncoderConfig config = Configs.defaults(EncoderConfig.class);

        assertThat(config.options()).isEqualTo(EncoderOptions.defaults());
        assertThat(config.crossEncoder()).isEmpty();
    }

    @Test
    void mapsEverySetting() {
        EncoderConfig config = Configs.of(
                EncoderConfig.class,
                "vizsla.encoder",
                Map.of(
                        "queries", "int8",
                        "passages", "fp32",
                        "threads", "3",
                        "batch-tokens", "100",
                        "queue-tokens", "200",
                        "cache", "1M",
                        "device", "cpu",
                        "cross-encoder", "cross"));

        assertThat(config.options())
                .isEqualTo(EncoderOptions.defaults()
                        .withPrecision(PrecisionChoice.INT8, PrecisionChoice.FP32)
                        .withThreads(3)
                        .withBatchTokens(100)
                        .withQueueTokens(200)
                        .withCacheBytes(1 << 20)
                        .withDevice(DeviceChoice.CPU));
        assertThat(config.crossEncoder()).contains("cross");
    }
}
