package io.vizsla.encoding;

import java.util.List;

/** The way of passages: they queue for workers that compute one batch each, after the queries. */
final class PassageLane implements AutoCloseable {

    private final BatchRunner runner;
    private final OnnxGraph graph;
    private final QueryGate gate;
    private final MicroBatcher batcher;

    PassageLane(BatchRunner runner, OnnxGraph graph, EncoderOptions options, QueryGate gate) {
        this.runner = runner;
        this.graph = graph;
        this.gate = gate;
        this.batcher = new MicroBatcher(
                runner.role(), options.threads(), options.batchTokens(), options.queueTokens(), this::run);
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
