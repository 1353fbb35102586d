package io.vizsla.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the test of bad networks; {@code io.vizsla.benchmarks.ClusterFaultBenchmark} is the long one. */
class ClusterFaultIT {

    @TempDir
    private Path directory;

    @Test
    void whatIsLeftAfterFaultsIsWhatTheModelSays() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);

        CrashReport report = ClusterFaultRun.run(new CrashOptions(directory, seed, 900, 6));

        assertThat(report.problems()).as("seed %s", seed).isEmpty();
        assertThat(report.chunks()).isPositive();
        assertThat(report.deadLetters()).isPositive();
    }
}
