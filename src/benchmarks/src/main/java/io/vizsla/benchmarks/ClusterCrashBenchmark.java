package io.vizsla.benchmarks;

import io.vizsla.benchmarks.crash.ClusterCrashRun;
import io.vizsla.benchmarks.crash.CrashOptions;
import io.vizsla.benchmarks.crash.CrashReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The long form of the crash test with Kafka and Milvus outside: by default 100,000 events and 100 kills. */
public final class ClusterCrashBenchmark {

    private ClusterCrashBenchmark() {}

    /**
     * Runs it, prints what it came to, and ends with status 1 if anything differs from the model.
     *
     * @param args events, kills and seed, each optional
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
        Path directory = Files.createTempDirectory("vizsla-cluster-crash");
        System.out.println("seed " + seed + ", data in " + directory);
        CrashReport report = ClusterCrashRun.run(new CrashOptions(directory, seed, events, kills));
        System.out.println(report);
        System.exit(report.problems().isEmpty() ? 0 : 1);
    }
}
