package io.vizsla.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of the simulation; {@code io.vizsla.benchmarks.IngestSimulationBenchmark} is the long one. */
class IngestSimulationTest {

    private static final int SEEDS = 1000;

    private final List<SimulationReport> violations = new ArrayList<>();

    @Test
    void whateverGoesWrongTheEndIsWhatTheModelSays() throws InterruptedException {
        long first = ThreadLocalRandom.current().nextInt();
        System.out.println("seeds from " + first + " on");

        Simulations.Summary summary =
                Simulations.run(first, SEEDS, SimulationOptions.EVENTS, Flip.NONE, violations::add);

        assertThat(violations).isEmpty();
        assertThat(steps(summary))
                .as("the steps at which something went wrong")
                .contains(
                        "log.init",
                        "log.poll",
                        "log.committed",
                        "log.send",
                        "log.offsets",
                        "log.commit",
                        "states.find",
                        "states.follow",
                        "states.catch-up",
                        "states.apply",
                        "encoder.encode",
                        "index.upsert",
                        "index.delete",
                        "index.flush",
                        "ingest.COLLAPSED",
                        "ingest.DECIDED",
                        "ingest.ENCODED",
                        "ingest.UPSERTED",
                        "ingest.TRIMMED",
                        "ingest.FLUSHED");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void twoStepsInTheWrongOrderAreFound(Flip flip) throws InterruptedException {
        Simulations.run(0, 200, SimulationOptions.EVENTS, flip, violations::add);

        assertThat(violations).isNotEmpty();
        SimulationReport found = violations.getFirst();
        assertThat(Simulation.run(new SimulationOptions(found.seed(), SimulationOptions.EVENTS, flip)))
                .as("the same seed once more")
                .isEqualTo(found);
        assertThat(Simulation.run(SimulationOptions.of(found.seed())).problems())
                .as("the same seed in the right order")
                .isEmpty();
    }

    @Test
    void aSeedRepeatsExactly() throws InterruptedException {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(Simulation.run(SimulationOptions.of(seed)))
                    .isEqualTo(Simulation.run(SimulationOptions.of(seed)));
        }
    }

    private static Set<String> steps(Simulations.Summary summary) {
        return summary.faults().keySet().stream()
                .map(place -> place.split("[,:]")[0])
                .collect(Collectors.toSet());
    }
}
