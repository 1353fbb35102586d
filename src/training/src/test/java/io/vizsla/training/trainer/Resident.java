package io.vizsla.training.trainer;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process as the system counts it, in bytes; skips the test where it does not tell. */
final class Resident {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAK = Path.of("/proc/self/clear_refs");
    private static final long KIBI = 1024;

    private Resident() {}

    /** Returns what there is now. */
    static long now() {
        return line("VmRSS");
    }

    /**
     * Returns what is in use now: garbage is collected, and the C library gives back what was freed. Without that a loaded
     * machine shows some tens of megabytes more or less from one moment to the next.
     */
    static long held() {
        System.gc();
        giveBackFreed();
        return now();
    }

    /** Does nothing where the C library has no such call; what it keeps then counts as in use. */
    private static void giveBackFreed() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("malloc_trim").ifPresent(trim -> {
            try {
                int _ = (int)
                        linker.downcallHandle(trim, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG))
                                .invokeExact(0L);
            } catch (Throwable never) {
                throw new AssertionError(never);
            }
        });
    }

    /** Returns by how much the memory rose at most while this ran. */
    static long peakOf(Runnable work) {
        assumeThat(Files.isWritable(PEAK)).as("a system that forgets its peak").isTrue();
        long before = now();
        try {
            Files.writeString(PEAK, "5");
        } catch (IOException denied) {
            throw new UncheckedIOException(denied);
        }
        work.run();
        return line("VmHWM") - before;
    }

    private static long line(String name) {
        assumeThat(Files.isReadable(STATUS)).as("a system with /proc").isTrue();
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBI)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
