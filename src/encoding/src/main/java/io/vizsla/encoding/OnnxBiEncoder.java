package io.vizsla.encoding;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.PromptedText;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A bi-encoder on ONNX Runtime. All callers share its sessions; queries and passages queue apart, and queries go first.
 */
public final class OnnxBiEncoder implements Encoder {

    private final ModelManifest manifest;
    private final BiEncoderParts parts;
    private final Map<Purpose, PromptWriter> prompts = new EnumMap<>(Purpose.class);
    private final PassageLane passages;
    private final QueryLane queries;
    private final @Nullable EmbeddingCache cache;
    private final EncoderListener listener;

    private OnnxBiEncoder(
            ModelManifest manifest, BiEncoderParts parts, EncoderOptions options, EncoderListener listener) {
        this.manifest = manifest;
        this.parts = parts;
        this.listener = listener;
        for (Purpose purpose : Purpose.values()) {
            PromptWriter writer = new PromptWriter(manifest, purpose, parts.tokenizer());
            writer.checkRoom();
            prompts.put(purpose, writer);
        }
        this.cache = options.cacheBytes() == 0 ? null : new EmbeddingCache(options.cacheBytes());
        QueryGate gate = new QueryGate();
        this.passages = new PassageLane(
                runner(Role.PASSAGE), parts.shared(Role.PASSAGE), precision(Role.PASSAGE), options, gate);
        this.queries = new QueryLane(runner(Role.QUERY), parts.shared(Role.QUERY), parts.lone(), options, gate);
    }

    private BatchRunner runner(Role role) {
        return new BatchRunner(role, manifest, parts.projection(), listener);
    }

    /** As {@link #open(Path, ModelManifest, EncoderOptions, EncoderListener)} without a listener. */
    public static OnnxBiEncoder open(Path folder, ModelManifest manifest, EncoderOptions options) {
        return open(folder, manifest, options, EncoderListener.NONE);
    }

    /**
     * Opens a model.
     *
     * @param folder that holds the files of the manifest
     * @throws VizslaException {@code INVALID_MODEL} if a file cannot be read, the graph is not what the manifest says,
     *     or a prompt leaves no room for a text
     */
    public static OnnxBiEncoder open(
            Path folder, ModelManifest manifest, EncoderOptions options, EncoderListener listener) {
        return over(BiEncoderParts.open(folder, manifest, options), manifest, options, listener);
    }

    /** Returns an encoder that owns the parts; if it cannot be made, they are closed. */
    static OnnxBiEncoder over(
            BiEncoderParts parts, ModelManifest manifest, EncoderOptions options, EncoderListener listener) {
        return Opening.<OnnxBiEncoder, RuntimeException>orClose(
                () -> new OnnxBiEncoder(manifest, parts, options, listener), parts);
    }

    /** Returns which graph reads the texts of a role. */
    public Precision precision(Role role) {
        return Objects.requireNonNull(parts.precisions().get(role));
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        return encode(inputs, Purpose.KNOWLEDGE);
    }

    @Override
    public Encoder as(Purpose purpose) {
        return manifest.purposes().containsKey(purpose) ? new ForPurpose(purpose) : this;
    }

    private EncodedBatch encode(List<EncodingInput> inputs, Purpose purpose) {
        @Nullable Encoded[] done = new Encoded[inputs.size()];
        List<Waiting> waiting = new ArrayList<>();
        // Passages are computed by others while this thread computes the queries.
        waiting.addAll(begin(Role.PASSAGE, inputs, purpose, done));
        waiting.addAll(begin(Role.QUERY, inputs, purpose, done));
        for (Waiting one : waiting) {
            done[one.index()] = finish(one, purpose);
        }
        return assemble(done);
    }

    /** A text of a call that was not in the cache. */
    private record Waiting(int index, EncodingInput input, WindowedText text, List<Pending> pending) {

        static Waiting of(int index, EncodingInput input, WindowedText text) {
            return new Waiting(
                    index, input, text, text.windows().stream().map(Pending::of).toList());
        }
    }

    private List<Waiting> begin(Role role, List<EncodingInput> inputs, Purpose purpose, @Nullable Encoded[] done) {
        PromptWriter writer = writer(purpose);
        List<Integer> places = new ArrayList<>();
        List<WindowedText> texts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            EncodingInput input = inputs.get(i);
            if (input.role() == role && !cached(input, purpose, i, done)) {
                places.add(i);
                texts.add(writer.windows(input));
            }
        }
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int index = places.get(i);
            waiting.add(Waiting.of(index, inputs.get(index), texts.get(i)));
        }
        List<Pending> pending =
                waiting.stream().flatMap(one -> one.pending().stream()).toList();
        if (!pending.isEmpty() && role == Role.QUERY) {
            queries.run(pending);
        } else if (!pending.isEmpty()) {
            passages.submit(pending);
        }
        return waiting;
    }

    private boolean cached(EncodingInput input, Purpose purpose, int index, @Nullable Encoded[] done) {
        if (cache == null || input.role() != Role.QUERY) {
            return false;
        }
        done[index] = cache.find(purpose, input);
        listener.cache(done[index] != null);
        return done[index] != null;
    }

    private Encoded finish(Waiting one, Purpose purpose) {
        List<Encoded> parts = one.pending().stream().map(OnnxBiEncoder::await).toList();
        Encoded encoded = one.text().join(parts, manifest.normalize());
        if (cache != null && one.input().role() == Role.QUERY) {
            cache.put(purpose, one.input(), encoded);
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
            Encoded one = Objects.requireNonNull(done[i]);
            dense[i] = one.dense();
            counts[i] = one.tokenCount();
            if (one.tokens() != null) {
                tokens.add(one.tokens());
            }
        }
        return new EncodedBatch(dense, tokens, counts);
    }

    @Override
    public PromptedText prompted(EncodingInput input) {
        return writer(Purpose.KNOWLEDGE).shown(input);
    }

    /**
     * Returns the ids that the model reads for an input, its prompt and special tokens included; of a passage that is read
     * in windows, those of the first. For training on what serving reads.
     *
     * @throws VizslaException {@code TOO_LARGE} if the instruction leaves no room for the text
     */
    public int[] tokenIds(EncodingInput input) {
        return tokenIds(input, Purpose.KNOWLEDGE);
    }

    /** As {@link #tokenIds(EncodingInput)} for texts of a purpose. */
    public int[] tokenIds(EncodingInput input, Purpose purpose) {
        return writer(purpose).tokenize(input).ids().clone();
    }

    private PromptWriter writer(Purpose purpose) {
        return Objects.requireNonNull(prompts.get(purpose));
    }

    @Override
    public Tokenizer tokenizer() {
        return parts.tokenizer();
    }

    @Override
    public ModelCard card() {
        return manifest.card();
    }

    /** Lets running batches end, fails waiting ones, frees the sessions. Idempotent. */
    @Override
    public void close() {
        queries.close();
        passages.close();
        parts.close();
    }

    /** This encoder where it reads texts of one purpose. */
    private final class ForPurpose implements Encoder {

        private final Purpose purpose;
        private final ModelCard card;

        ForPurpose(Purpose purpose) {
            this.purpose = purpose;
            this.card = manifest.card(purpose);
        }

        @Override
        public EncodedBatch encode(List<EncodingInput> inputs) {
            return OnnxBiEncoder.this.encode(inputs, purpose);
        }

        @Override
        public Encoder as(Purpose other) {
            return OnnxBiEncoder.this.as(other);
        }

        @Override
        public PromptedText prompted(EncodingInput input) {
            return writer(purpose).shown(input);
        }

        @Override
        public Tokenizer tokenizer() {
            return OnnxBiEncoder.this.tokenizer();
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public void close() {
            // The encoder belongs to whoever opened it.
        }
    }
}
