package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a bi-encoder is made of, opened and checked against the manifest.
 *
 * <p>Roles of one precision share a session that computes each batch with one thread; lone queries have one more that
 * computes with all of them.
 *
 * @param precisions the graph that reads each role
 * @param shared the session of each precision that a role reads
 * @param lone the session of queries that come one at a time; one of the others where there is only one thread
 */
record BiEncoderParts(
        HfTokenizer tokenizer,
        Map<Role, Precision> precisions,
        Map<Precision, OnnxGraph> shared,
        OnnxGraph lone,
        @Nullable TokenProjection projection)
        implements AutoCloseable {

    /** More threads do not make a text as short as a query faster. */
    private static final int MOST_QUERY_THREADS = 8;

    static BiEncoderParts open(Path folder, ModelManifest manifest, EncoderOptions options) {
        if (manifest.architecture() == Architecture.CROSS_ENCODER) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "architecture",
                    manifest.architecture().id(),
                    "encoder or decoder: a cross-encoder gives no vectors");
        }
        return options.device().open(manifest.name(), device -> open(folder, manifest, options, device));
    }

    private static BiEncoderParts open(
            Path folder, ModelManifest manifest, EncoderOptions options, SessionDevice device) {
        HfTokenizer tokenizer =
                HfTokenizer.open(folder.resolve(manifest.tokenizer().path()));
        Map<Precision, OnnxGraph> shared = new EnumMap<>(Precision.class);
        return Opening.<BiEncoderParts, RuntimeException>orClose(
                () -> open(folder, manifest, options, device, tokenizer, shared),
                () -> shared.values().forEach(OnnxGraph::close),
                tokenizer);
    }

    private static BiEncoderParts open(
            Path folder,
            ModelManifest manifest,
            EncoderOptions options,
            SessionDevice device,
            HfTokenizer tokenizer,
            Map<Precision, OnnxGraph> shared) {
        Map<Role, Precision> precisions =
                new PrecisionProbe(folder, manifest, tokenizer.largestId(), device).choose(options);
        for (Precision precision : precisions.values()) {
            shared.computeIfAbsent(
                    precision,
                    any -> GraphTrial.tried(open(folder, manifest, precision, 1, device), tokenizer.largestId()));
        }
        TokenProjection projection = projection(folder, manifest, options);
        Precision query = Objects.requireNonNull(precisions.get(Role.QUERY));
        OnnxGraph lone = options.threads() == 1
                ? Objects.requireNonNull(shared.get(query))
                : open(folder, manifest, query, loneThreads(options.threads()), device);
        return new BiEncoderParts(tokenizer, precisions, shared, lone, projection);
    }

    /** Returns the session that reads the batches of a role. */
    OnnxGraph shared(Role role) {
        return Objects.requireNonNull(shared.get(precisions.get(role)));
    }

    /** Frees the sessions and the tokenizer. */
    @Override
    public void close() {
        shared.values().forEach(OnnxGraph::close);
        lone.close();
        tokenizer.close();
    }

    private static int loneThreads(int threads) {
        int processors = Runtime.getRuntime().availableProcessors();
        return threads >= processors && processors <= MOST_QUERY_THREADS
                ? OnnxGraph.ALL_PROCESSORS
                : Math.min(threads, MOST_QUERY_THREADS);
    }

    /**
     * Opens the graph of a precision.
     *
     * @throws VizslaException {@code INVALID_MODEL} if there is none, or it declares something else than the manifest
     *     says
     */
    static OnnxGraph open(Path folder, ModelManifest manifest, Precision precision, int threads, SessionDevice device) {
        ModelFile file = manifest.graph(precision);
        if (file == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "precision",
                    precision.id(),
                    "one that " + manifest.name() + " comes in: "
                            + manifest.graphs().keySet());
        }
        return OnnxGraph.open(folder.resolve(file.path()), GraphOutput.of(manifest), threads, device);
    }

    private static @Nullable TokenProjection projection(Path folder, ModelManifest manifest, EncoderOptions options) {
        ModelFile file = manifest.tokenProjection();
        if (file == null || !options.tokenVectors()) {
            return null;
        }
        TokenProjection projection = TokenProjection.read(folder.resolve(file.path()));
        if (projection.rows() != manifest.dimension() || projection.columns() != manifest.tokenDimension()) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "tokenProjection",
                    projection.rows() + " x " + projection.columns(),
                    manifest.dimension() + " x " + manifest.tokenDimension() + ", as the manifest says");
        }
        return projection;
    }
}
