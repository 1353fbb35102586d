package io.vizsla.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the crash test; {@code io.vizsla.benchmarks.CrashBenchmark} is the long one. */
class CrashIT {

    @TempDir
    private Path directory;

    @Test
    void whatIsLeftAfterKillsIsWhatTheModelSays() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);

        CrashReport report = CrashRun.run(new CrashOptions(directory, seed, 1500, 4));

        assertThat(report.problems()).as("seed %s", seed).isEmpty();
        assertThat(report.chunks()).isPositive();
        assertThat(report.deadLetters()).isPositive();
    }
}
