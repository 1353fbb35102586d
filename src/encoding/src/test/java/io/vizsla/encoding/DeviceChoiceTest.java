package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {

    private final List<SessionDevice> tried = new ArrayList<>();

    private SessionDevice working(SessionDevice device) {
        tried.add(device);
        return device;
    }

    private SessionDevice withoutLibraries(SessionDevice device) {
        if (working(device) == SessionDevice.CUDA) {
            throw VizslaException.of(ErrorCode.INTERNAL, "CUDA cannot be loaded: no libcublas");
        }
        return device;
    }

    private SessionDevice broken(SessionDevice device) {
        throw VizslaException.of(ErrorCode.INVALID_MODEL, working(device) + ": no graph");
    }

    @Test
    void choicesHaveNames() {
        assertThat(DeviceChoice.of("device", "auto")).isEqualTo(DeviceChoice.AUTO);
        assertThat(DeviceChoice.of("device", "cuda")).isEqualTo(DeviceChoice.CUDA);
        assertThatThrownBy(() -> DeviceChoice.of("device", "gpu")).hasMessageContaining("device = gpu");
    }

    @Test
    void theProcessorNeedsNothing() {
        assertThat(DeviceChoice.CPU.open("m", true, this::working)).isEqualTo(SessionDevice.CPU);
        assertThat(DeviceChoice.AUTO.open("m", false, this::working)).isEqualTo(SessionDevice.CPU);
        assertThat(tried).containsOnly(SessionDevice.CPU);
    }

    @Test
    void autoTakesCudaWhereItWorksAndElseTheProcessor() {
        assertThat(DeviceChoice.AUTO.open("m", true, this::working)).isEqualTo(SessionDevice.CUDA);
        assertThat(DeviceChoice.AUTO.open("m", true, this::withoutLibraries)).isEqualTo(SessionDevice.CPU);
        assertThatThrownBy(() -> DeviceChoice.AUTO.open("m", true, this::broken))
                .hasMessageContaining("CPU: no graph");
    }

    @Test
    void whoWantsCudaIsToldWhyThereIsNone() {
        assertThat(DeviceChoice.CUDA.open("m", true, this::working)).isEqualTo(SessionDevice.CUDA);
        assertThatThrownBy(() -> DeviceChoice.CUDA.open("m", false, this::working))
                .hasMessageContaining("encoder.device = cuda", "-Pcuda");
        assertThatThrownBy(() -> DeviceChoice.CUDA.open("m", true, this::withoutLibraries))
                .hasMessageContaining("encoder.device = cuda", "no libcublas");
        assertThatThrownBy(() -> DeviceChoice.CUDA.open("m", true, this::broken))
                .hasMessageContaining("CUDA: no graph");
    }
}
