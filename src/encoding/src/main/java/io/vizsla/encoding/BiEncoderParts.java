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
 * @param precisions the graph that reads each role
 * @param graphs the sessions, one for each precision in use
 */
record BiEncoderParts(
        HfTokenizer tokenizer,
        Map<Role, Precision> precisions,
        Map<Precision, OnnxGraph> graphs,
        @Nullable TokenProjection projection) {

    private static final int STATES = 3;

    static BiEncoderParts open(Path folder, ModelManifest manifest, EncoderOptions options) {
        if (manifest.architecture() == Architecture.CROSS_ENCODER) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "architecture",
                    manifest.architecture().id(),
                    "encoder or decoder: a cross-encoder gives no vectors");
        }
        Map<Precision, OnnxGraph> graphs = new EnumMap<>(Precision.class);
        HfTokenizer tokenizer =
                HfTokenizer.open(folder.resolve(manifest.tokenizer().path()));
        try {
            Map<Role, Precision> precisions = new PrecisionProbe(folder, manifest, options, graphs).choose();
            graphs.forEach((precision, graph) -> checkDimension(manifest, precision, graph));
            return new BiEncoderParts(tokenizer, precisions, graphs, projection(folder, manifest, options));
        } catch (VizslaException e) {
            graphs.values().forEach(OnnxGraph::close);
            tokenizer.close();
            throw e;
        }
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

    static OnnxGraph graph(Map<Precision, OnnxGraph> graphs, Precision precision) {
        return Objects.requireNonNull(graphs.get(precision));
    }

    private static void checkDimension(ModelManifest manifest, Precision precision, OnnxGraph graph) {
        if (graph.lastDimension() != manifest.dimension() && graph.lastDimension() != -1) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "dimension",
                    manifest.dimension(),
                    graph.lastDimension() + ", the last dimension of output " + graph.output() + " of the "
                            + precision.id() + " graph");
        }
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
