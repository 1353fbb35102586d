package io.vizsla.benchmarks;

import io.vizsla.benchmarks.crash.CrashMain;
import io.vizsla.benchmarks.crash.CrashRun;
import java.io.IOException;

/** The long form of the crash test: by default 20,000 events and 20 kills. */
public final class CrashBenchmark {

    private CrashBenchmark() {}

    /**
     * Runs it, prints what it came to, and ends with status 1 if anything differs from the model.
     *
     * @param args events, kills and seed, each optional
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CrashMain.run(args, 20_000, 20, "vizsla-crash", CrashRun::run);
    }
}
