package io.vizsla.encoding;

import io.vizsla.api.model.Precision;
import java.util.List;

/**
 * The way of passages: they queue for workers that compute one batch each, after the queries.
 *
 * <p>A graph in 8 bits scales what flows through a layer by the largest value of the batch, so that a text's vector would
 * depend on its company. There each passage is a batch of its own: what is written today is what indexing anew writes
 * tomorrow.
 */
final class PassageLane implements AutoCloseable {

    /** A text that is longer than the bound is a batch of its own, and all are longer than this. */
    private static final int ONE_TEXT = 1;

    private final BatchRunner runner;
    private final OnnxGraph graph;
    private final QueryGate gate;
    private final MicroBatcher batcher;

    PassageLane(BatchRunner runner, OnnxGraph graph, Precision precision, EncoderOptions options, QueryGate gate) {
        this.runner = runner;
        this.graph = graph;
        this.gate = gate;
        int batchTokens = precision == Precision.INT8 ? ONE_TEXT : options.batchTokens();
        this.batcher =
                new MicroBatcher(runner.role(), options.threads(), batchTokens, options.queueTokens(), this::run);
    }

    /** Queues texts; their results complete in any order. */
    void submit(List<Pending> texts) {
        batcher.submit(texts);
    }

    private void run(List<Pending> batch) {
        gate.passagesBegin();
        try {
            runner.run(batch, graph);
        } finally {
            gate.passagesEnd();
        }
    }

    @Override
    public void close() {
        batcher.close();
    }
}
