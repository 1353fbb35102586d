package io.vizsla.encoding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.function.Function;

/** What computes a model. */
public enum DeviceChoice {
    /** A CUDA device where ONNX Runtime was built for one and can use it, else the processor. */
    AUTO,
    /** The processor. */
    CPU,
    /** The first CUDA device; a model is not opened without one. */
    CUDA;

    private static final System.Logger LOG = System.getLogger(DeviceChoice.class.getName());

    /**
     * Returns the choice that a setting names: {@code auto}, {@code cpu} or {@code cuda}.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is no such choice
     */
    public static DeviceChoice of(String field, String id) {
        for (DeviceChoice choice : values()) {
            if (choice.name().equalsIgnoreCase(id)) {
                return choice;
            }
        }
        throw VizslaException.invalid(field, id, "one of auto, cpu, cuda");
    }

    /**
     * Opens something on the device that this choice comes to.
     *
     * @param name of the model, for people
     * @throws VizslaException {@code INVALID_ARGUMENT} naming {@code encoder.device} if CUDA is wanted and cannot be used; what
     *     the opening throws
     */
    <T> T open(String name, Function<SessionDevice, T> opening) {
        return open(name, OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), opening);
    }

    <T> T open(String name, boolean isBuiltForCuda, Function<SessionDevice, T> opening) {
        return switch (this) {
            case CPU -> opening.apply(SessionDevice.CPU);
            case CUDA -> onCuda(isBuiltForCuda, opening);
            case AUTO -> isBuiltForCuda ? onCudaOrCpu(name, opening) : opening.apply(SessionDevice.CPU);
        };
    }

    private static <T> T onCuda(boolean isBuiltForCuda, Function<SessionDevice, T> opening) {
        if (!isBuiltForCuda) {
            throw refused("this build's ONNX Runtime knows no CUDA; build with -Pcuda");
        }
        try {
            return opening.apply(SessionDevice.CUDA);
        } catch (VizslaException failed) {
            if (failed.code() == ErrorCode.INVALID_MODEL) {
                throw failed;
            }
            throw refused(failed.detail());
        }
    }

    private static VizslaException refused(String why) {
        return VizslaException.invalid("encoder.device", "cuda", "auto or cpu: " + why);
    }

    /** What is wrong with the model shows on the processor, too. */
    private static <T> T onCudaOrCpu(String name, Function<SessionDevice, T> opening) {
        try {
            T opened = opening.apply(SessionDevice.CUDA);
            LOG.log(System.Logger.Level.INFO, "{0} is computed by CUDA", name);
            return opened;
        } catch (VizslaException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is computed by the processor, since CUDA cannot be used: {1}",
                    name,
                    failed.detail());
            return opening.apply(SessionDevice.CPU);
        }
    }
}
