package io.vizsla.trainer;

import io.vizsla.training.graph.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Chooses the precision that a processor is fast in. */
final class ProcessorPrecision {

    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private ProcessorPrecision() {}

    static Precision of(String choice) {
        if (!choice.equals("auto")) {
            return Precision.valueOf(choice.toUpperCase(Locale.ROOT));
        }
        return multipliesInSixteenBits() ? Precision.BF16 : Precision.FP32;
    }

    /** Elsewhere than on Linux nobody says so, and single precision is right everywhere. */
    private static boolean multipliesInSixteenBits() {
        try {
            return Files.isReadable(LINUX)
                    && Files.readString(LINUX)
                            .lines()
                            .anyMatch(line -> line.startsWith("flags")
                                    && (line.contains(" avx512_bf16") || line.contains(" amx_bf16")));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
