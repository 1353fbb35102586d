package io.vizsla.benchmarks.simulation;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.IndexerListener;
import io.vizsla.indexer.LoopOptions;
import io.vizsla.indexer.LoopSession;
import io.vizsla.ingestion.EventLimits;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.IngestStep;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.ingestion.LogRecord;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryArtefactStore;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * An indexer's process: the loop and the ingest machine as they are, on threads of the simulation. A process that died is
 * started again after a while by whatever keeps it running.
 */
final class SimulatedNode {

    private static final Duration FOREVER = Duration.ofDays(365);

    private final String name;
    private final Machine machine;
    private final SimulatedStore store;
    private final CollectionSpec collection;
    private final Flip flip;
    private final SplittableRandom random;
    private final StatesFile file;
    private Life life = new Life();
    private SimulatedStates states;
    private Worker worker;
    private boolean stopping;

    SimulatedNode(
            String name,
            Machine machine,
            SimulatedStore store,
            CollectionSpec collection,
            Flip flip,
            SplittableRandom random) {
        this.name = name;
        this.machine = machine;
        this.store = store;
        this.collection = collection;
        this.flip = flip;
        this.random = random;
        this.file = new StatesFile(random);
        this.states = new SimulatedStates(machine, life, file);
        this.worker = new Worker(machine.scheduler());
    }

    /** Runs the process and the ones that follow it; a task of the outside. */
    void keepAlive() {
        while (true) {
            begin();
            machine.scheduler().await(FOREVER, life::dead);
            store.processDied();
            file.processDied();
            machine.scheduler().sleep(Duration.ofMillis(100 + random.nextInt(20_000)));
            life = new Life();
        }
    }

    void kill() {
        if (!life.dead()) {
            machine.scheduler().kill(life);
        }
    }

    void freeze(Duration time) {
        life.freeze(machine.scheduler().now(), time);
    }

    void thaw() {
        life.thaw();
    }

    /** Ends the loop as SIGTERM does; the process then goes and comes back. */
    void stop() {
        stopping = true;
    }

    /** Returns whether it runs, does nothing, and knows every state. */
    boolean atRest() {
        return !life.dead()
                && worker.idle()
                && states.position() == machine.broker().status.end();
    }

    SimulatedStates states() {
        return states;
    }

    private void begin() {
        Life now = life;
        SimulatedStates view = new SimulatedStates(machine, now, file);
        Worker batches = new Worker(machine.scheduler());
        states = view;
        worker = batches;
        stopping = false;
        machine.scheduler().start(name + " follower", now, view::follow);
        machine.scheduler().start(name + " worker", now, batches::work);
        machine.scheduler().start(name + " loop", now, () -> loop(now, view, batches));
    }

    /** As {@code IndexerLoop} does it: a session until it breaks, and then another one. */
    private void loop(Life now, SimulatedStates view, Worker batches) {
        FaultyIndex index = new FaultyIndex(machine, now, store, flip == Flip.COMMIT_BEFORE_FLUSH);
        NodeSurroundings surroundings = new NodeSurroundings(machine, now, view, random);
        BatchProcessor processor = processor(now, view, index);
        LoopOptions options = options();
        while (true) {
            try (LoopSession session = LoopSession.open(
                    surroundings, processor, new InMemoryArtefactStore(), options, listener(index), batches)) {
                while (!stopping) {
                    session.step();
                }
                session.stop(options.stopWait());
            } catch (RuntimeException broken) {
                machine.scheduler().sleep(Duration.ofMillis(100 + random.nextInt(1000)));
            }
            if (stopping) {
                machine.scheduler().kill(now);
            }
        }
    }

    private LoopOptions options() {
        LoopOptions usual = LoopOptions.DEFAULT;
        return new LoopOptions(
                usual.group(),
                name,
                1 + random.nextInt(8),
                usual.batchBytes(),
                usual.deadLetterBytes(),
                usual.firstBackOff(),
                usual.longestBackOff(),
                usual.catchUp(),
                usual.stopWait());
    }

    private BatchProcessor processor(Life now, SimulatedStates view, PassageIndex index) {
        OpenCollection open =
                new OpenCollection(collection, new SimulatedEncoder(machine, now, new FakeEncoder()), index);
        Ingestor ingestor = new Ingestor(
                new FakeOpenCollections().with(open),
                view,
                (_, _, _) -> {
                    throw new IllegalStateException("No event of this stream holds a file");
                },
                new InMemoryArtefactStore(),
                new IngestOptions(EventLimits.DEFAULT, 1000, 8),
                steps(now));
        return flip == Flip.STATES_BEFORE_COMMIT ? early(ingestor, view) : ingestor::process;
    }

    private static BatchProcessor early(Ingestor ingestor, SimulatedStates view) {
        return (List<LogRecord> records, BooleanSupplier wanted) -> {
            IngestResult result = ingestor.process(records, wanted);
            view.apply(result.statuses());
            return result;
        };
    }

    private IngestListener steps(Life now) {
        return new IngestListener() {
            @Override
            public void step(IngestStep step, List<DocumentRef> documents) {
                String place = "ingest." + step;
                machine.faults()
                        .at(now, place, () -> VizslaException.of(ErrorCode.NOT_READY, place + " in the simulation"));
            }
        };
    }

    private IndexerListener listener(FaultyIndex index) {
        if (flip != Flip.COMMIT_BEFORE_FLUSH) {
            return IndexerListener.NONE;
        }
        return new IndexerListener() {
            @Override
            public void committed(IngestResult result, long bytes, Duration processing, Duration committing) {
                index.flushNow();
            }
        };
    }
}
