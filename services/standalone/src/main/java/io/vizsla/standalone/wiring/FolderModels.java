package io.vizsla.standalone.wiring;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.QuerySide;
import io.vizsla.encoding.EncoderListener;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.OnnxCrossEncoder;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import io.vizsla.models.collection.CollectionEncoders;
import io.vizsla.models.collection.SharedEncoders;
import io.vizsla.models.share.ModelShare;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.retrieval.calibration.LearnedCalibration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models below the data directory, and those that other processes share, run by ONNX Runtime. */
final class FolderModels implements ModelCatalog, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FolderModels.class.getName());

    private final ModelFolders folders;
    private final EncoderOptions options;
    private final SharedEncoders encoders;
    private final CollectionEncoders collections;
    private final @Nullable String configuredCrossEncoder;
    private final Map<String, CrossEncoder> crossEncoders = new HashMap<>();
    /** Null before the registry is open, and where nobody shares it. */
    private volatile @Nullable ModelShare share;

    FolderModels(
            ModelFolders folders, EncoderOptions options, EncoderListener listener, Optional<String> crossEncoder) {
        this.folders = folders;
        this.options = options;
        this.configuredCrossEncoder = crossEncoder.orElse(null);
        this.encoders = new SharedEncoders(name -> open(name, listener));
        this.collections = new CollectionEncoders(encoders, this::folder);
    }

    /** From now on models are also had from other processes. */
    void shareBy(ModelShare others) {
        share = others;
    }

    CollectionEncoders collections() {
        return collections;
    }

    @Override
    public List<ModelInfo> list() {
        ModelShare others = share;
        return others == null
                ? folders.list().stream().map(folder -> info(folder.manifest())).toList()
                : others.manifests().stream().map(FolderModels::info).toList();
    }

    @Override
    public Encoder encoder(String name) {
        return encoders.get(name);
    }

    @Override
    public Encoder encoder(CollectionSpec collection) {
        return collections.whole(collection);
    }

    @Override
    public Optional<QuerySide> querySide(String model) {
        return Optional.ofNullable(folder(model).manifest().querySide());
    }

    /**
     * Returns what a model has learned of a collection's scores; nothing if its file is broken, since a model serves without
     * as well.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL}; {@code INTERNAL} if the disk fails
     */
    Optional<LearnedCalibration> calibration(String model) {
        try {
            return LearnedCalibration.read(folder(model).path());
        } catch (VizslaException unreadable) {
            if (unreadable.code() != ErrorCode.INVALID_MODEL) {
                throw unreadable;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The scores of {0} are not corrected: {1}",
                    model,
                    unreadable.detail());
            return Optional.empty();
        }
    }

    @Override
    public synchronized Optional<CrossEncoder> crossEncoder(@Nullable String name) {
        String wanted = name == null ? configuredCrossEncoder : name;
        if (wanted == null) {
            return Optional.empty();
        }
        CrossEncoder open = crossEncoders.get(wanted);
        if (open == null && isCrossEncoder(folder(wanted))) {
            ModelFolder folder = folder(wanted);
            open = OnnxCrossEncoder.open(folder.path(), folder.manifest(), options);
            crossEncoders.put(wanted, open);
        }
        return Optional.ofNullable(open);
    }

    @Override
    public synchronized void close() {
        encoders.close();
        crossEncoders.values().forEach(CrossEncoder::close);
        crossEncoders.clear();
    }

    private ModelFolder folder(String name) {
        ModelShare others = share;
        return others == null ? folders.find(name) : others.find(name);
    }

    private Encoder open(String name, EncoderListener listener) {
        ModelFolder folder = folder(name);
        if (isCrossEncoder(folder)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_ARGUMENT, "model", name, "an embedding model, not a reranker");
        }
        return OnnxBiEncoder.open(folder.path(), folder.manifest(), options, listener);
    }

    private static boolean isCrossEncoder(ModelFolder folder) {
        return folder.manifest().architecture() == Architecture.CROSS_ENCODER;
    }

    private static ModelInfo info(ModelManifest manifest) {
        boolean reranker = manifest.architecture() == Architecture.CROSS_ENCODER;
        return new ModelInfo(
                manifest.name(),
                manifest.version(),
                reranker ? "reranker" : "embedding",
                reranker ? null : manifest.space().id(),
                reranker ? null : manifest.dimension(),
                reranker ? null : manifest.truncations(),
                manifest.maxTokens(),
                manifest.language());
    }
}
