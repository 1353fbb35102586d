package io.vizsla.benchmarks.simulation;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.indexer.StatusJson;
import io.vizsla.testkit.InMemoryDocumentStates;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The view of states in one process: it follows the topic, and from time to time writes its file. */
final class SimulatedStates implements DocumentStates {

    private static final Duration FOREVER = Duration.ofDays(365);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Machine machine;
    private final Life life;
    private final StatesFile file;
    private final InMemoryDocumentStates states = new InMemoryDocumentStates();
    private int position;

    /** Opens what an earlier process left in the file. */
    SimulatedStates(Machine machine, Life life, StatesFile file) {
        this.machine = machine;
        this.life = life;
        this.file = file;
        this.position = file.position();
        states.putAll(file.states());
    }

    @Override
    public Optional<DocumentStatus> find(DocumentRef document) {
        return machine.faults()
                .get(
                        life,
                        "states.find",
                        () -> states.find(document),
                        () -> VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "states.find in the simulation"));
    }

    @Override
    public List<DocumentStatus> list(
            String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
        return states.list(collection, state, after, limit);
    }

    @Override
    public Map<DocumentState, Long> counts(String collection) {
        return states.counts(collection);
    }

    int position() {
        return position;
    }

    /** Follows the topic until the process dies. */
    void follow() {
        while (true) {
            machine.scheduler().await(FOREVER, () -> machine.broker().status.stable() > position);
            try {
                machine.faults().at(life, "states.follow", () -> lost("states.follow"));
                catchUp();
            } catch (VizslaException again) {
                machine.scheduler().sleep(PAUSE);
            }
        }
    }

    private void catchUp() {
        int to = machine.broker().status.stable();
        for (ProducerRecord<byte[], byte[]> record : machine.broker().status.committed(position, to)) {
            put(StatusJson.read(record.value()));
        }
        position = to;
        file.note(position, states);
    }

    /** As the view does: counts what open transactions wrote, and waits until they are over. */
    void readToEnd(Duration timeout) {
        machine.faults().at(life, "states.catch-up", () -> lost("states.catch-up"));
        int end = machine.broker().status.end();
        if (!machine.scheduler().await(timeout, () -> position >= end)) {
            throw lost("states.catch-up");
        }
    }

    void apply(Collection<DocumentStatus> committed) {
        machine.faults()
                .run(
                        life,
                        "states.apply",
                        () -> committed.forEach(this::put),
                        () -> VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "states.apply in the simulation"));
    }

    /** A state that was applied at once comes again, possibly after newer ones. */
    private void put(DocumentStatus status) {
        DocumentStatus before = states.find(status.document()).orElse(null);
        if (before == null || before.position().offset() <= status.position().offset()) {
            states.put(status);
        }
    }

    private static VizslaException lost(String step) {
        return VizslaException.of(ErrorCode.LOG_UNAVAILABLE, step + " in the simulation");
    }
}
