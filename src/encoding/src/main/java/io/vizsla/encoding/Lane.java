package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.model.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of one role's texts through a graph: queue, batch, run, pool. */
final class Lane implements AutoCloseable {

    private final Role role;
    private final OnnxGraph graph;
    private final ModelManifest manifest;
    private final @Nullable TokenProjection projection;
    private final QueryGate gate;
    private final EncoderListener listener;
    private final MicroBatcher batcher;

    Lane(
            Role role,
            OnnxGraph graph,
            ModelManifest manifest,
            @Nullable TokenProjection projection,
            EncoderOptions options,
            QueryGate gate,
            EncoderListener listener) {
        this.role = role;
        this.graph = graph;
        this.manifest = manifest;
        this.projection = projection;
        this.gate = gate;
        this.listener = listener;
        this.batcher =
                new MicroBatcher(role, workers(role, options), options.batchTokens(), options.queueTokens(), this::run);
    }

    /** A passage's batch keeps one thread busy, a query's all of them. */
    private static int workers(Role role, EncoderOptions options) {
        return role == Role.QUERY ? 1 : options.threads();
    }

    /** Queues texts and returns them as they wait. */
    List<Pending> submit(List<TokenizedText> texts) {
        List<Pending> pending = texts.stream().map(Pending::of).toList();
        batcher.submit(pending);
        return pending;
    }

    private void run(List<Pending> pending) {
        enter();
        try {
            long begin = System.nanoTime();
            pending.forEach(p -> listener.waited(role, begin - p.sinceNanos()));
            TokenBatch batch = TokenBatch.of(pending.stream().map(Pending::text).toList(), manifest.padding());
            List<Encoded> encoded = encode(batch);
            int tokens = encoded.stream().mapToInt(Encoded::tokenCount).sum();
            listener.batch(role, batch.size(), tokens, batch.paddedTokens(), System.nanoTime() - begin);
            for (int i = 0; i < encoded.size(); i++) {
                pending.get(i).result().complete(encoded.get(i));
            }
        } finally {
            leave();
        }
    }

    private void enter() {
        if (role == Role.QUERY) {
            gate.queryBegins();
        } else {
            gate.awaitTurn();
        }
    }

    private void leave() {
        if (role == Role.QUERY) {
            gate.queryEnds();
        }
    }

    private List<Encoded> encode(TokenBatch batch) {
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

    @Override
    public void close() {
        batcher.close();
    }
}
