package io.vizsla.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the crash test with Kafka and Milvus outside; {@code io.vizsla.benchmarks.ClusterCrashBenchmark} is the long one. */
class ClusterCrashIT {

    @TempDir
    private Path directory;

    @Test
    void whatIsLeftAfterKillsIsWhatTheModelSays() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);

        CrashReport report = ClusterCrashRun.run(new CrashOptions(directory, seed, 1200, 6));

        assertThat(report.problems()).as("seed %s", seed).isEmpty();
        assertThat(report.chunks()).isPositive();
        assertThat(report.deadLetters()).isPositive();
    }
}
