package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PoolingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes a batch of one role through a graph: fill up, run, pool, project. Safe for any number of threads. */
record BatchRunner(
        Role role, ModelManifest manifest, @Nullable TokenProjection projection, EncoderListener listener) {

    /** Computes a batch and completes its results. */
    void run(List<Pending> pending, OnnxGraph graph) {
        long begin = System.nanoTime();
        pending.forEach(p -> listener.waited(role, begin - p.sinceNanos()));
        Filling filling = Filling.of(manifest, graph);
        filling.batches(pending).forEach(batch -> run(batch, filling, graph));
    }

    private void run(List<Pending> pending, Filling filling, OnnxGraph graph) {
        long begin = System.nanoTime();
        TokenBatch batch = TokenBatch.of(pending.stream().map(Pending::text).toList(), filling.side());
        float[] states = graph.run(batch);
        List<Encoded> encoded = IntStream.range(0, batch.size())
                .mapToObj(row -> read(states, batch, row))
                .toList();
        int tokens = encoded.stream().mapToInt(Encoded::tokenCount).sum();
        listener.batch(role, batch.size(), tokens, batch.paddedTokens(), System.nanoTime() - begin);
        for (int row = 0; row < batch.size(); row++) {
            complete(pending.get(row), encoded.get(row), graph);
        }
    }

    private static void complete(Pending pending, Encoded encoded, OnnxGraph graph) {
        if (Pooling.isFinite(encoded.dense())) {
            pending.result().complete(encoded);
        } else {
            pending.result()
                    .completeExceptionally(VizslaException.of(
                            ErrorCode.INVALID_MODEL,
                            graph.file() + " computes values that are no numbers for a text of " + encoded.tokenCount()
                                    + " tokens, as fp16 does where its range ends"));
        }
    }

    private Encoded read(float[] states, TokenBatch batch, int row) {
        TokenizedText text = batch.texts().get(row);
        int dimension = manifest.dimension();
        int first = manifest.pooling() == PoolingMode.GRAPH ? row : row * batch.width() + batch.offset(row);
        float[] dense = Pooling.pool(manifest.pooling(), states, first, text.length(), dimension);
        if (manifest.normalize()) {
            Pooling.normalize(dense);
        }
        TokenVectors tokens = projection == null
                ? null
                : projection.project(states, first + text.textFrom(), text.textTo() - text.textFrom());
        return new Encoded(dense, tokens, text.length());
    }
}
