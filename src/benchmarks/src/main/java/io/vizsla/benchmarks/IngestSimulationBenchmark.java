package io.vizsla.benchmarks;

import io.vizsla.benchmarks.simulation.Flip;
import io.vizsla.benchmarks.simulation.SimulationOptions;
import io.vizsla.benchmarks.simulation.SimulationReport;
import io.vizsla.benchmarks.simulation.Simulations;

/** The long form of the simulation of ingest: by default 20,000 seeds. */
public final class IngestSimulationBenchmark {

    private IngestSimulationBenchmark() {}

    /**
     * Runs the seeds, prints every violation with its seed, and ends with status 1 if there is one.
     *
     * @param args how many seeds, the first of them, and a mistake to make (see {@link Flip}), each optional
     */
    public static void main(String[] args) throws InterruptedException {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        long first = args.length > 1 ? Long.parseLong(args[1]) : 0;
        Flip flip = args.length > 2 ? Flip.valueOf(args[2]) : Flip.NONE;
        long start = System.nanoTime();
        Simulations.Summary summary =
                Simulations.run(first, seeds, SimulationOptions.EVENTS, flip, IngestSimulationBenchmark::print);
        double seconds = (System.nanoTime() - start) / 1e9;
        summary.faults().forEach((place, times) -> System.out.println(place + " " + times));
        System.out.printf(
                "%d seeds from %d on, %.0f a second; %d steps in %.1f virtual days; %d faults; digest %016x; %d violations%n",
                seeds,
                first,
                seeds / seconds,
                summary.steps(),
                summary.virtualMillis() / 86_400_000.0,
                summary.faults().values().stream().mapToLong(Long::longValue).sum(),
                summary.digest(),
                summary.violations());
        System.exit(summary.violations() == 0 ? 0 : 1);
    }

    private static void print(SimulationReport violation) {
        System.out.println("seed " + violation.seed() + ": " + String.join("; ", violation.problems()));
    }
}
