package io.vizsla.benchmarks.simulation;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.benchmarks.crash.CrashEvent;
import io.vizsla.benchmarks.crash.CrashEvents;
import io.vizsla.benchmarks.crash.CrashModel;
import io.vizsla.benchmarks.crash.EventMix;
import io.vizsla.testkit.FakeEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One run: the indexing loop and the ingest machine, as they are, in one process with an index of its own or in two with a
 * shared one, over a broker, indexes and a clock that the seed moves. Events arrive while processes die and stand still,
 * steps fail and take long, partitions wander and connections are down. Then everything heals, and what is left is
 * compared with a model.
 *
 * <p>Not simulated: a process that stands still for longer than its session in the group, is taken for dead, and comes back
 * with a write half done. It gives up what it has not begun to write; the rest a store that knows no owners cannot refuse.
 */
public final class Simulation {

    /** Shorter than a session, together with what a member may already have been silent. */
    private static final int LONGEST_FREEZE_MILLIS = 35_000;

    /** Longer than a member that gives partitions up waits for its batch. */
    private static final int LONGEST_DELAY_MILLIS = 25_000;
    /** Few, so that much happens to each. */
    private static final int DOCUMENTS = 8;

    /** In four pieces at most. */
    private static final int WORDS = 44;

    private static final Duration PATIENCE = Duration.ofHours(2);

    private final SimulationOptions options;
    private final SplittableRandom random;
    private final Scheduler scheduler;
    private final Machine machine;
    private final SimulatedStore store;
    private final CrashModel model = new CrashModel();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Simulation(SimulationOptions options) {
        this.options = options;
        this.random = new SplittableRandom(options.seed());
        this.scheduler = new Scheduler(random.split());
        this.machine = new Machine(
                scheduler,
                new Faults(scheduler, random.split(), LONGEST_DELAY_MILLIS, LONGEST_FREEZE_MILLIS),
                new SimulatedBroker(),
                new SimulatedGroup(scheduler, random.split()));
        boolean alone = random.nextBoolean();
        FakeEncoder encoder = new FakeEncoder();
        this.store = new SimulatedStore(
                new IndexSpec(
                        CrashEvent.COLLECTION,
                        encoder.card().space(),
                        FakeEncoder.DIMENSION,
                        0,
                        "en",
                        FieldSchema.EMPTY),
                alone,
                random.split());
        for (String name : alone ? List.of("a") : List.of("a", "b")) {
            nodes.add(new SimulatedNode(name, machine, store, collection(), options.flip(), random.split()));
        }
    }

    /** Carries out a run and returns what it came to; runs may go on beside each other. */
    public static SimulationReport run(SimulationOptions options) throws InterruptedException {
        Simulation simulation = new Simulation(options);
        simulation.scheduler.run(simulation::direct);
        simulation.problems.addAll(simulation.scheduler.broken());
        return new SimulationReport(
                options.seed(),
                simulation.scheduler.steps(),
                simulation.scheduler.now() / 1_000_000,
                simulation.scheduler.digest(),
                simulation.machine.faults().met(),
                simulation.problems);
    }

    static CollectionSpec collection() {
        return new CollectionSpec(CrashEvent.COLLECTION, "fake", "en", new Cutting(16, 0), FieldSchema.EMPTY, Map.of());
    }

    private void direct() {
        Life outside = new Life();
        scheduler.start("coordinator", outside, this::coordinate);
        for (SimulatedNode node : nodes) {
            scheduler.start("supervisor", outside, node::keepAlive);
        }
        Life chaos = new Life();
        scheduler.start("chaos", chaos, this::harm);
        produce();
        scheduler.kill(chaos);
        machine.faults().heal();
        nodes.forEach(SimulatedNode::thaw);
        if (scheduler.await(PATIENCE, this::settled)) {
            problems.addAll(new SimulationCheck(model, machine.broker(), store, nodes).problems());
        } else {
            problems.add("After two hours without faults not every document is committed");
        }
    }

    private boolean settled() {
        return machine.broker().settled() && nodes.stream().allMatch(SimulatedNode::atRest);
    }

    private void produce() {
        for (CrashEvent event : CrashEvents.draw(options.seed(), options.events(), EventMix.DENSE, DOCUMENTS, WORDS)) {
            model.apply(event, machine.broker().append(event, random.nextInt(8) == 0 ? 1 : 0));
            if (random.nextInt(3) == 0) {
                scheduler.sleep(Duration.ofMillis(random.nextInt(10_000)));
            }
        }
        scheduler.sleep(Duration.ofMillis(random.nextInt(60_000)));
    }

    /** What the broker does by the clock. */
    private void coordinate() {
        while (true) {
            scheduler.sleep(Duration.ofSeconds(3));
            machine.group().hear();
            machine.broker().expire(scheduler.now());
        }
    }

    private void harm() {
        int calm = 1 + random.nextInt(30_000);
        while (true) {
            scheduler.sleep(Duration.ofMillis(1 + random.nextInt(calm)));
            SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
            switch (random.nextInt(8)) {
                case 0 -> node.kill();
                case 1 -> node.stop();
                case 2 -> node.freeze(Duration.ofMillis(random.nextInt(LONGEST_FREEZE_MILLIS)));
                case 3 -> machine.faults().down("index.", Duration.ofMillis(random.nextInt(30_000)));
                case 4 -> machine.faults().down("log.", Duration.ofMillis(random.nextInt(30_000)));
                default -> machine.group().shuffle();
            }
        }
    }
}
