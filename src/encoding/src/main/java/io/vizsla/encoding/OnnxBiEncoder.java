package io.vizsla.encoding;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A bi-encoder on ONNX Runtime: one session for queries and one for passages, shared by all callers, each with a queue
 * of its own; queries go first.
 */
public final class OnnxBiEncoder implements Encoder {

    private final ModelManifest manifest;
    private final HfTokenizer tokenizer;
    private final @Nullable Integer appendEos;
    private final Map<Role, Precision> precisions;
    private final Collection<OnnxGraph> graphs;
    private final Map<Role, Lane> lanes = new EnumMap<>(Role.class);
    private final @Nullable EmbeddingCache cache;
    private final EncoderListener listener;

    private OnnxBiEncoder(
            ModelManifest manifest,
            HfTokenizer tokenizer,
            Map<Role, Precision> precisions,
            Map<Role, OnnxGraph> graphs,
            @Nullable TokenProjection projection,
            EncoderOptions options,
            EncoderListener listener) {
        this.manifest = manifest;
        this.tokenizer = tokenizer;
        this.appendEos = manifest.appendEos() == null ? null : tokenizer.idOf(manifest.appendEos());
        this.precisions = Map.copyOf(precisions);
        this.graphs = graphs.values();
        this.cache = options.cacheBytes() == 0 ? null : new EmbeddingCache(options.cacheBytes());
        this.listener = listener;
        QueryGate gate = new QueryGate();
        graphs.forEach(
                (role, graph) -> lanes.put(role, new Lane(role, graph, manifest, projection, options, gate, listener)));
    }

    /** As {@link #open(Path, ModelManifest, EncoderOptions, EncoderListener)} without a listener. */
    public static OnnxBiEncoder open(Path folder, ModelManifest manifest, EncoderOptions options) {
        return open(folder, manifest, options, EncoderListener.NONE);
    }

    /**
     * Opens a model.
     *
     * @param folder that holds the files of the manifest
     * @throws VizslaException {@code INVALID_MODEL} if a file cannot be read, or the graph is not what the manifest says
     */
    public static OnnxBiEncoder open(
            Path folder, ModelManifest manifest, EncoderOptions options, EncoderListener listener) {
        BiEncoderParts parts = BiEncoderParts.open(folder, manifest, options);
        return new OnnxBiEncoder(
                manifest, parts.tokenizer(), parts.precisions(), parts.graphs(), parts.projection(), options, listener);
    }

    /** Returns which graph reads the texts of a role. */
    public Precision precision(Role role) {
        return java.util.Objects.requireNonNull(precisions.get(role));
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        @Nullable Encoded[] done = new Encoded[inputs.size()];
        List<Waiting> waiting = new ArrayList<>();
        for (Role role : Role.values()) {
            waiting.addAll(begin(role, inputs, done));
        }
        for (Waiting one : waiting) {
            done[one.index()] = finish(one);
        }
        return assemble(done);
    }

    /** A text of a call that was not in the cache. */
    private record Waiting(int index, String key, Role role, Pending pending) {}

    private List<Waiting> begin(Role role, List<EncodingInput> inputs, @Nullable Encoded[] done) {
        List<Integer> places = new ArrayList<>();
        List<TokenizedText> texts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            EncodingInput input = inputs.get(i);
            if (input.role() == role && !cached(input, i, done)) {
                places.add(i);
                texts.add(tokenizer.tokenize(manifest.prompt(role), input.text(), manifest.maxTokens(), appendEos));
            }
        }
        if (texts.isEmpty()) {
            return List.of();
        }
        List<Pending> pending = lane(role).submit(texts);
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int index = places.get(i);
            waiting.add(new Waiting(index, prompted(inputs.get(index)), role, pending.get(i)));
        }
        return waiting;
    }

    private boolean cached(EncodingInput input, int index, @Nullable Encoded[] done) {
        if (cache == null || input.role() != Role.QUERY) {
            return false;
        }
        done[index] = cache.find(prompted(input));
        listener.cache(done[index] != null);
        return done[index] != null;
    }

    private Encoded finish(Waiting one) {
        Encoded encoded = await(one.pending());
        if (cache != null && one.role() == Role.QUERY) {
            cache.put(one.key(), encoded);
        }
        return encoded;
    }

    private static Encoded await(Pending pending) {
        try {
            return pending.result().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.TIMEOUT, "interrupted while a text was being encoded", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof VizslaException known
                    ? VizslaException.of(known.code(), known.detail(), known)
                    : VizslaException.of(ErrorCode.INTERNAL, "encoding failed", e.getCause());
        }
    }

    private EncodedBatch assemble(@Nullable Encoded[] done) {
        float[][] dense = new float[done.length][];
        int[] counts = new int[done.length];
        List<TokenVectors> tokens = new ArrayList<>();
        for (int i = 0; i < done.length; i++) {
            Encoded one = java.util.Objects.requireNonNull(done[i]);
            dense[i] = one.dense();
            counts[i] = one.tokenCount();
            if (one.tokens() != null) {
                tokens.add(one.tokens());
            }
        }
        return new EncodedBatch(dense, tokens, counts);
    }

    private Lane lane(Role role) {
        return java.util.Objects.requireNonNull(lanes.get(role));
    }

    @Override
    public String prompted(EncodingInput input) {
        PromptTemplate prompt = manifest.prompt(input.role());
        return prompt.prefix() + input.text() + prompt.suffix();
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public ModelCard card() {
        return manifest.card();
    }

    /** Lets running batches end, fails waiting ones, frees the sessions. Idempotent. */
    @Override
    public void close() {
        lanes.values().forEach(Lane::close);
        graphs.forEach(OnnxGraph::close);
        tokenizer.close();
    }
}
