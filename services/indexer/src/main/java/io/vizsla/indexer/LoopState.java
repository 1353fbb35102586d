package io.vizsla.indexer;

import io.vizsla.api.ingest.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the indexing loop is doing.
 *
 * @param failure what it waits out; null unless it is {@link Phase#RETRYING}
 * @param since when this began
 */
public record LoopState(Phase phase, @Nullable Failure failure, Instant since) {

    /** What the loop is at. */
    public enum Phase {
        /** Catching up with the states and the group. */
        STARTING,
        /** Following the log. */
        RUNNING,
        /** Something that it depends on fails; it tries again and again. */
        RETRYING,
        /** Closed. */
        STOPPED
    }

    static LoopState of(Phase phase) {
        return new LoopState(phase, null, Instant.now());
    }

    static LoopState retrying(Failure failure) {
        return new LoopState(Phase.RETRYING, failure, Instant.now());
    }
}
