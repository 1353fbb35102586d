package io.vizsla.training.trainer;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
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
