package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.Failure;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** What every session of a loop shares, and how it is doing. */
record LoopParts(
        LoopSurroundings surroundings,
        BatchProcessor processor,
        ArtefactStore artefacts,
        LoopOptions options,
        IndexerListener listener,
        IngestHold hold,
        LoopProgress progress,
        AtomicReference<LoopState> state) {

    private static final System.Logger LOG = System.getLogger(IndexerLoop.class.getName());

    /** Returns the parts of a loop that is about to start. */
    static LoopParts of(
            LoopSurroundings surroundings,
            BatchProcessor processor,
            ArtefactStore artefacts,
            LoopOptions options,
            IndexerListener listener,
            IngestHold hold) {
        return new LoopParts(
                surroundings,
                processor,
                artefacts,
                options,
                listener,
                hold,
                new LoopProgress(),
                new AtomicReference<>(LoopState.of(LoopState.Phase.STARTING)));
    }

    LoopState now() {
        return Objects.requireNonNull(state.get());
    }

    void running() {
        state.updateAndGet(
                before -> before.phase() == LoopState.Phase.RUNNING ? before : LoopState.of(LoopState.Phase.RUNNING));
    }

    /** Notes that a batch failed and is tried again. */
    void retrying(Throwable cause, int failures, Duration pause) {
        state.set(LoopState.retrying(failure(cause)));
        LOG.log(
                System.Logger.Level.WARNING,
                "A batch failed, " + failures + " in a row; again in " + pause.toMillis() + " ms",
                cause);
        listener.retrying(cause, failures, pause);
    }

    /** Notes that a session broke and another one begins. */
    void restarting(Throwable cause) {
        state.set(LoopState.retrying(failure(cause)));
        LOG.log(System.Logger.Level.WARNING, "The indexing loop starts again from the committed offsets", cause);
        listener.restarting(cause);
    }

    /** Notes that a batch was given up because the loop closes; it comes again with the next start. */
    void givenUp(String cause) {
        LOG.log(System.Logger.Level.DEBUG, "The batch under way was given up: {0}", cause);
    }

    private static Failure failure(Throwable cause) {
        return cause instanceof VizslaException known
                ? Failure.of(known)
                : new Failure(ErrorCode.INTERNAL, String.valueOf(cause));
    }
}
