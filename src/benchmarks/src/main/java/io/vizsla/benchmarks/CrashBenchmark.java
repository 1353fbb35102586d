package io.vizsla.benchmarks;

import io.vizsla.benchmarks.crash.CrashOptions;
import io.vizsla.benchmarks.crash.CrashReport;
import io.vizsla.benchmarks.crash.CrashRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The long form of the crash test: by default 20,000 events and 20 kills. */
public final class CrashBenchmark {

    private CrashBenchmark() {}

    /**
     * Runs it, prints what it came to, and ends with status 1 if anything differs from the model.
     *
     * @param args events, kills and seed, each optional
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
        Path directory = Files.createTempDirectory("vizsla-crash");
        System.out.println("seed " + seed + ", data in " + directory);
        CrashReport report = CrashRun.run(new CrashOptions(directory, seed, events, kills));
        System.out.println(report);
        System.exit(report.problems().isEmpty() ? 0 : 1);
    }
}
