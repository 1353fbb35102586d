package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import org.junit.jupiter.api.Test;

class EncoderOptionsTest {

    @Test
    void defaultsChooseByThemselves() {
        EncoderOptions options = EncoderOptions.defaults();

        assertThat(options.queries()).isEqualTo(PrecisionChoice.AUTO);
        assertThat(options.passages()).isEqualTo(PrecisionChoice.AUTO);
        assertThat(options.threads()).isPositive();
        assertThat(options.tokenVectors()).isTrue();
    }

    @Test
    void everySettingHasItsCopy() {
        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(PrecisionChoice.INT8, PrecisionChoice.FP32)
                .withThreads(3)
                .withBatchTokens(99)
                .withQueueTokens(999)
                .withCacheBytes(5)
                .withTokenVectors(false)
                .withDevice(DeviceChoice.CPU);

        assertThat(options)
                .isEqualTo(new EncoderOptions(
                        PrecisionChoice.INT8, PrecisionChoice.FP32, 3, 99, 999, 5, false, DeviceChoice.CPU));
    }

    @Test
    void badValuesAreNamed() {
        EncoderOptions options = EncoderOptions.defaults();

        assertThatThrownBy(() -> options.withThreads(0)).hasMessageContaining("encoder.threads = 0");
        assertThatThrownBy(() -> options.withBatchTokens(1)).hasMessageContaining("encoder.batchTokens = 1");
        assertThatThrownBy(() -> options.withQueueTokens(1)).hasMessageContaining("encoder.queueTokens = 1");
        assertThatThrownBy(() -> options.withCacheBytes(-1)).hasMessageContaining("encoder.cacheBytes = -1");
        assertThatThrownBy(() -> PrecisionChoice.of("encoder.queries", "fp64"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("encoder.queries = fp64");
        assertThat(PrecisionChoice.of("encoder.queries", "int8")).isEqualTo(PrecisionChoice.INT8);
    }
}
