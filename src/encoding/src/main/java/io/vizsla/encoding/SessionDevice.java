package io.vizsla.encoding;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/** What computes one session. */
enum SessionDevice {
    CPU,
    /** The first device; steps that it has no kernel for are left to the processor. */
    CUDA;

    private static final int FIRST = 0;

    /**
     * Has a session computed here.
     *
     * @throws VizslaException {@code INTERNAL} if the device's libraries cannot be loaded
     */
    void addTo(OrtSession.SessionOptions options) {
        if (this == CPU) {
            return;
        }
        try {
            options.addCUDA(FIRST);
        } catch (OrtException missing) {
            throw VizslaException.of(ErrorCode.INTERNAL, "CUDA cannot be loaded: " + missing.getMessage(), missing);
        }
    }
}
