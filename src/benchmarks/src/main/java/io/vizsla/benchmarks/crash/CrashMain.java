package io.vizsla.benchmarks.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A crash test as a program: reads its arguments, prints what it came to, and ends with status 1 if anything differs. */
public final class CrashMain {

    private CrashMain() {}

    /** A crash test. */
    @FunctionalInterface
    public interface Test {
        CrashReport run(CrashOptions options) throws IOException, InterruptedException;
    }

    /**
     * Runs a test and ends the process.
     *
     * @param args events, kills, seed, mix of the events ({@code dense} or {@code growing}) and Milvus ({@code lite} or {@code server}),
     *     each optional
     * @param events where none are named
     * @param kills where none are named
     * @param folder begins the name of the folder for data
     */
    public static void run(String[] args, int events, int kills, String folder, Test test)
            throws IOException, InterruptedException {
        int wanted = args.length > 0 ? Integer.parseInt(args[0]) : events;
        int killed = args.length > 1 ? Integer.parseInt(args[1]) : kills;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
        Path directory = Files.createTempDirectory(folder);
        System.out.println("seed " + seed + ", data in " + directory);
        EventMix mix = EventMix.of(args.length > 3 ? args[3] : "dense");
        CrashStore store = CrashStore.of(args.length > 4 ? args[4] : "lite");
        CrashReport report = test.run(new CrashOptions(directory, seed, wanted, killed, mix, store));
        System.out.println(report);
        System.exit(report.problems().isEmpty() ? 0 : 1);
    }
}
