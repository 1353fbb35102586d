package io.vizsla.benchmarks;

import io.vizsla.benchmarks.crash.ClusterCrashRun;
import io.vizsla.benchmarks.crash.CrashMain;
import java.io.IOException;

/** The long form of the crash test with Kafka and Milvus outside: by default 100,000 events and 100 kills. */
public final class ClusterCrashBenchmark {

    private ClusterCrashBenchmark() {}

    /**
     * Runs it, prints what it came to, and ends with status 1 if anything differs from the model.
     *
     * @param args events, kills, seed, mix and store as {@link CrashMain} reads them, each optional
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CrashMain.run(args, 100_000, 100, "vizsla-cluster-crash", ClusterCrashRun::run);
    }
}
