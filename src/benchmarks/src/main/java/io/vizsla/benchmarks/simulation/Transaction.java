package io.vizsla.benchmarks.simulation;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** A transaction as the broker keeps it: what it wrote counts once it is committed, all at once. */
final class Transaction {

    /** How long it may stay open. */
    static final long TIMEOUT_NANOS = 60_000_000_000L;

    /** Where it stands. */
    enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private final long begun;
    private final Map<Integer, OffsetAndMetadata> offsets = new HashMap<>();
    private State state = State.OPEN;

    Transaction(long begun) {
        this.begun = begun;
    }

    State state() {
        return state;
    }

    boolean open() {
        return state == State.OPEN;
    }

    boolean late(long now) {
        return open() && now - begun > TIMEOUT_NANOS;
    }

    Map<Integer, OffsetAndMetadata> offsets() {
        return offsets;
    }

    void end(State how) {
        state = how;
    }
}
