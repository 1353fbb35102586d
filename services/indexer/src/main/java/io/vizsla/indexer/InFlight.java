package io.vizsla.indexer;

import io.vizsla.ingestion.IngestResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * A batch that the worker has.
 *
 * @param started by the clock of the surroundings
 * @param result what it comes to
 */
record InFlight(LogBatch batch, long started, CompletableFuture<IngestResult> result) {

    /** Hands a batch to the worker, which goes on for as long as it is wanted. */
    static InFlight start(LogBatch batch, LoopParts parts, Executor worker, BooleanSupplier wanted) {
        return new InFlight(
                batch,
                parts.surroundings().nanos(),
                CompletableFuture.supplyAsync(() -> parts.processor().process(batch.records(), wanted), worker));
    }

    /** Returns whether it ends, however it ends, in this time; waits for it. */
    boolean endsWithin(LoopSurroundings surroundings, Duration wait) {
        return surroundings.await(result, wait);
    }
}
