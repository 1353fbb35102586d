package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.model.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a batch of one role through a graph: fill up, run, pool, project. Safe for any number of threads. */
record BatchRunner(
        Role role, ModelManifest manifest, @Nullable TokenProjection projection, EncoderListener listener) {

    /** Computes a batch and completes its results. */
    void run(List<Pending> pending, OnnxGraph graph) {
        long begin = System.nanoTime();
        pending.forEach(p -> listener.waited(role, begin - p.sinceNanos()));
        TokenBatch batch = TokenBatch.of(pending.stream().map(Pending::text).toList(), manifest.padding());
        List<Encoded> encoded = encode(batch, graph);
        int tokens = encoded.stream().mapToInt(Encoded::tokenCount).sum();
        listener.batch(role, batch.size(), tokens, batch.paddedTokens(), System.nanoTime() - begin);
        for (int i = 0; i < encoded.size(); i++) {
            pending.get(i).result().complete(encoded.get(i));
        }
    }

    private List<Encoded> encode(TokenBatch batch, OnnxGraph graph) {
        float[] states = graph.run(batch);
        List<Encoded> encoded = new ArrayList<>(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            encoded.add(read(states, batch.texts().get(row), row * batch.width() + batch.offset(row)));
        }
        return encoded;
    }

    private Encoded read(float[] states, TokenizedText text, int first) {
        int dimension = manifest.dimension();
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
