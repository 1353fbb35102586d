package io.vizsla.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One client that searches without an end, with a pause between two searches. Close it to have it stop. */
final class SearchLoad implements AutoCloseable {

    private static final int PAUSE_MILLIS = 100;

    private final Thread client;
    private final List<Double> millis = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private volatile boolean isOver;

    /** @param queries asked in turn, with a number behind them so that no cache answers */
    SearchLoad(RunningInstance instance, String collection, List<String> queries) {
        client = Thread.ofPlatform().name("load").start(() -> ask(instance, collection, queries));
    }

    private void ask(RunningInstance instance, String collection, List<String> queries) {
        try {
            for (int n = 0; !isOver; n++) {
                ask(instance, collection, queries.get(n % queries.size()) + " " + n);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(RunningInstance instance, String collection, String query) {
        try {
            millis.add(instance.search(collection, query, "hybrid"));
        } catch (IllegalStateException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
    }

    /** Stops it and returns what it saw, as a line of a table. */
    String end() throws InterruptedException {
        isOver = true;
        client.join();
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%d searches, %d failed, p50 %.1f ms, p99 %.1f ms%s",
                sorted.length + failures.size(),
                failures.size(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99),
                failures.isEmpty() ? "" : ": " + failures.getFirst());
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * share)];
    }

    @Override
    public void close() throws InterruptedException {
        isOver = true;
        client.join();
    }
}
