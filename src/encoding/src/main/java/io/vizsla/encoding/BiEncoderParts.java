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
import org.jspecify.annotations.Nullable;

/**
 * What a bi-encoder is made of, opened and checked against the manifest.
 *
 * <p>Each role has a session of its own. A query is computed by all threads together, because somebody waits for it;
 * passages are computed by as many batches at a time as there are threads, one thread each, because threads that never
 * wait for one another waste nothing.
 *
 * @param precisions the graph that reads each role
 * @param graphs the session of each role
 */
record BiEncoderParts(
        HfTokenizer tokenizer,
        Map<Role, Precision> precisions,
        Map<Role, OnnxGraph> graphs,
        @Nullable TokenProjection projection) {

    private static final int STATES = 3;

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
        HfTokenizer tokenizer =
                HfTokenizer.open(folder.resolve(manifest.tokenizer().path()));
        Map<Role, OnnxGraph> graphs = new EnumMap<>(Role.class);
        try {
            Map<Role, Precision> precisions = new PrecisionProbe(folder, manifest).choose(options);
            precisions.forEach((role, precision) -> graphs.put(
                    role, checked(manifest, precision, open(folder, manifest, precision, threads(role, options)))));
            return new BiEncoderParts(tokenizer, precisions, graphs, projection(folder, manifest, options));
        } catch (VizslaException e) {
            graphs.values().forEach(OnnxGraph::close);
            tokenizer.close();
            throw e;
        }
    }

    private static int threads(Role role, EncoderOptions options) {
        return role == Role.QUERY ? Math.min(options.threads(), MOST_QUERY_THREADS) : 1;
    }

    /** Opens the graph of a precision. */
    static OnnxGraph open(Path folder, ModelManifest manifest, Precision precision, int threads) {
        ModelFile file = manifest.graph(precision);
        if (file == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "precision",
                    precision.id(),
                    "one that " + manifest.name() + " comes in: "
                            + manifest.graphs().keySet());
        }
        return OnnxGraph.open(folder.resolve(file.path()), STATES, threads);
    }

    private static OnnxGraph checked(ModelManifest manifest, Precision precision, OnnxGraph graph) {
        if (graph.lastDimension() != manifest.dimension() && graph.lastDimension() != -1) {
            graph.close();
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "dimension",
                    manifest.dimension(),
                    graph.lastDimension() + ", the last dimension of output " + graph.output() + " of the "
                            + precision.id() + " graph");
        }
        return graph;
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
