package io.vizsla.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;

/**
 * The way of queries: their callers compute them. A single query on an idle encoder is computed by all threads together,
 * because somebody waits for it; as soon as there is other work, each batch keeps to one thread, because threads that
 * never wait for one another waste nothing.
 */
final class QueryLane implements AutoCloseable {

    private final BatchRunner runner;
    private final OnnxGraph shared;
    private final OnnxGraph lone;
    private final QueryGate gate;
    private final QueryBatcher batcher;

    /**
     * Creates the lane.
     *
     * @param shared graph that computes with one thread
     * @param lone the same graph, computing with all threads
     */
    QueryLane(BatchRunner runner, OnnxGraph shared, OnnxGraph lone, EncoderOptions options, QueryGate gate) {
        this.runner = runner;
        this.shared = shared;
        this.lone = lone;
        this.gate = gate;
        this.batcher = new QueryBatcher(options.threads(), options.batchTokens(), options.queueTokens(), this::compute);
    }

    /** Returns once every text is done, well or not. */
    void run(List<Pending> texts) {
        gate.queryBegins();
        try {
            batcher.run(texts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.TIMEOUT, "interrupted while a query was being encoded", e);
        } finally {
            gate.queryEnds();
        }
    }

    private void compute(List<Pending> batch, boolean alone) {
        runner.run(batch, alone && gate.passages() == 0 ? lone : shared);
    }

    @Override
    public void close() {
        batcher.close();
    }
}
