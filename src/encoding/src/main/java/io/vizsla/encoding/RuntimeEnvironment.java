package io.vizsla.encoding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's environment, which all sessions share. The runtime's Java classes free it in a shutdown hook, whoever
 * uses it just then, and the process crashes. Shutdown hooks run side by side in no order, so that none of ours could go
 * before that one. The native library counts who asked for the environment and frees it with the last of them: we ask
 * once more than is ever given back.
 */
final class RuntimeEnvironment {

    private static @Nullable OrtEnvironment environment;

    private RuntimeEnvironment() {}

    /**
     * Returns the environment; it lives as long as the process.
     *
     * @throws VizslaException {@code INTERNAL} if the runtime is not one that can be held
     */
    static synchronized OrtEnvironment get() {
        OrtEnvironment known = environment;
        if (known == null) {
            known = held();
            environment = known;
        }
        return known;
    }

    private static OrtEnvironment held() {
        OrtEnvironment shared = OrtEnvironment.getEnvironment();
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method ask = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            ask.setAccessible(true);
            ask.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "vizsla");
            return shared;
        } catch (ReflectiveOperationException e) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL,
                    "ONNX Runtime " + shared.getVersion() + " is not one that can be kept from crashing at the end",
                    e);
        }
    }
}
