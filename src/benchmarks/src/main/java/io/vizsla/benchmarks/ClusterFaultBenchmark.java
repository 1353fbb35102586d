package io.vizsla.benchmarks;

import io.vizsla.benchmarks.crash.ClusterFaultRun;
import io.vizsla.benchmarks.crash.CrashMain;
import java.io.IOException;

/** The long form of the test of bad networks with Kafka and Milvus outside: by default 100,000 events and 200 faults. */
public final class ClusterFaultBenchmark {

    private ClusterFaultBenchmark() {}

    /**
     * Runs it, prints what it came to, and ends with status 1 if anything differs from the model.
     *
     * @param args events, faults, seed, mix and store as {@link CrashMain} reads them, each optional
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CrashMain.run(args, 100_000, 200, "vizsla-cluster-fault", ClusterFaultRun::run);
    }
}
