package io.vizsla.encoding;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/** Says what a failure of ONNX Runtime means. */
final class RuntimeErrors {

    private RuntimeErrors() {}

    /** Returns the error of a graph that could not be opened. */
    static VizslaException opening(String file, OrtException e) {
        return isKernelMissing(e)
                ? missingKernel(file, e)
                : VizslaException.of(
                        ErrorCode.INVALID_MODEL,
                        file + " is not a graph that ONNX Runtime reads: " + e.getMessage(),
                        e);
    }

    /** Returns the error of a run. */
    static VizslaException running(String file, OrtException e) {
        return isKernelMissing(e)
                ? missingKernel(file, e)
                : VizslaException.of(ErrorCode.INTERNAL, "ONNX Runtime failed: " + e.getMessage(), e);
    }

    /** Tells whether a graph was refused because the runtime cannot compute one of its steps on this processor. */
    static boolean isKernelMissing(VizslaException e) {
        return e.getCause() instanceof OrtException cause && isKernelMissing(cause);
    }

    private static boolean isKernelMissing(OrtException e) {
        return e.getCode() == OrtErrorCode.ORT_NOT_IMPLEMENTED;
    }

    private static VizslaException missingKernel(String file, OrtException e) {
        return VizslaException.of(
                ErrorCode.INVALID_MODEL,
                file + " has a step for which ONNX Runtime has no kernel on this processor, as is usual for bf16;"
                        + " export it in fp32 or fp16: " + e.getMessage(),
                e);
    }
}
