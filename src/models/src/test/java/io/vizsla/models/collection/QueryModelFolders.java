package io.vizsla.models.collection;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.QuerySide;
import io.vizsla.models.ModelFolder;
import io.vizsla.testkit.FakeEncoder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folders, on no disk, of models whose queries serve the space of the fake encoder, or another one, or none. */
final class QueryModelFolders {

    static final String TUNED = "tuned";
    static final String OTHER_SPACE = "other-space";
    static final String OTHER_DIMENSION = "other-dimension";
    static final String PLAIN = "plain";
    static final String SPACE = "fake@1";

    private static final String SUM = "0123456789abcdef".repeat(4);

    private QueryModelFolders() {}

    static ModelFolder of(String name) {
        return switch (name) {
            case TUNED -> folder(manifest(name, FakeEncoder.DIMENSION).withQuerySide(new QuerySide(SPACE, null)));
            case OTHER_SPACE ->
                folder(manifest(name, FakeEncoder.DIMENSION).withQuerySide(new QuerySide("fake@2", null)));
            case OTHER_DIMENSION -> folder(manifest(name, 32).withQuerySide(new QuerySide(SPACE, null)));
            case PLAIN, "fake" -> folder(manifest(name, FakeEncoder.DIMENSION));
            default -> throw VizslaException.field(ErrorCode.UNKNOWN_MODEL, "model", name, "one that is there");
        };
    }

    static ModelFolder folder(ModelManifest manifest) {
        return new ModelFolder(Path.of("nowhere"), manifest);
    }

    static ModelManifest manifest(String name, int dimension) {
        return manifest(name, dimension, SUM, Map.of());
    }

    /** Describes a model with token vectors, if it has the checksum of a projection. */
    static ModelManifest manifest(
            String name, int dimension, @Nullable String projection, Map<String, String> provenance) {
        return new ModelManifest(
                name,
                "1",
                Architecture.ENCODER,
                Map.of(Precision.FP32, new ModelFile("model.onnx", SUM, 1)),
                new ModelFile("tokenizer.json", SUM, 1),
                projection == null ? null : new ModelFile("tokens.bin", projection, 1),
                projection == null ? 0 : FakeEncoder.TOKEN_DIMENSION,
                dimension,
                64,
                PoolingMode.CLS,
                true,
                PaddingSide.RIGHT,
                null,
                Map.of(),
                "en",
                provenance);
    }
}
