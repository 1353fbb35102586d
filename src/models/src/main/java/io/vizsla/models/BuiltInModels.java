package io.vizsla.models;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.models.onnx.SmallGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The models that come with the platform. Their graphs lie in jars on the class path; the first use writes them out as
 * ordinary model folders.
 */
public final class BuiltInModels {

    /** The model that collections use if they name none. */
    public static final String DEFAULT = "bge-small-en-v1.5";

    private static final String TOKENIZER = "tokenizer.json";
    private static final String PROJECTION = "token-projection.bin";
    private static final int TOKEN_DIMENSION = 256;

    /**
     * Chosen on training splits, between what brings much on intents and what costs little on claims whose examples have
     * no answer in common with them; the two cosines are about the vectors of this model.
     */
    private static final DemonstrationBlend BGE_BLEND = new DemonstrationBlend(0.5, 0.02, 0.8, 0.95);

    /** Chosen by {@code models fit-examples} on training splits of claims and intents. */
    private static final DemonstrationBlend MINILM_BLEND = new DemonstrationBlend(0.8, 0.1, 0.88, 0.96);

    private static final List<BuiltIn> ALL = List.of(
            new BuiltIn(
                    DEFAULT,
                    384,
                    512,
                    PoolingMode.CLS,
                    Map.of(Role.QUERY, KnownTemplates.BGE),
                    BGE_BLEND,
                    "BAAI/bge-small-en-v1.5",
                    "MIT"),
            new BuiltIn(
                    "all-minilm-l6-v2",
                    384,
                    512,
                    PoolingMode.MEAN,
                    Map.of(),
                    MINILM_BLEND,
                    "sentence-transformers/all-MiniLM-L6-v2",
                    "Apache-2.0"));

    private BuiltInModels() {}

    private record BuiltIn(
            String name,
            int dimension,
            int maxTokens,
            PoolingMode pooling,
            Map<Role, PromptTemplate> prompts,
            DemonstrationBlend blend,
            String origin,
            String license) {}

    /** Returns the names of the built-in models. */
    public static List<String> names() {
        return ALL.stream().map(BuiltIn::name).toList();
    }

    /**
     * Makes sure that the directory holds the built-in models. A folder that is already there is left as it is; one
     * that is written appears whole or not at all.
     *
     * @return the built-in models' folders
     * @throws VizslaException {@code INVALID_MODEL} if a folder is there and broken; {@code INTERNAL} if the disk fails
     */
    public static List<ModelFolder> ensure(Path modelsDir) {
        return ALL.stream().map(model -> ensure(modelsDir, model)).toList();
    }

    /** As {@link #ensure(Path)} for one model. */
    public static ModelFolder ensure(Path modelsDir, String name) {
        BuiltIn model = ALL.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> VizslaException.field(ErrorCode.UNKNOWN_MODEL, "model", name, "one of " + names()));
        return ensure(modelsDir, model);
    }

    private static ModelFolder ensure(Path modelsDir, BuiltIn model) {
        Path folder = modelsDir.resolve(model.name());
        if (!Files.exists(folder.resolve(ModelFolder.MANIFEST))) {
            try {
                FolderWriter.write(folder, target -> write(model, target));
            } catch (IOException e) {
                throw VizslaException.of(
                        ErrorCode.INTERNAL, "the model " + model.name() + " cannot be written: " + e.getMessage(), e);
            }
        }
        return ModelFolder.open(folder);
    }

    private static void write(BuiltIn model, Path folder) throws IOException {
        copy(model.name() + ".onnx", folder.resolve("model.onnx"));
        SmallGraph.write(folder.resolve("model.onnx"), folder.resolve("model-int8.onnx"));
        copy(model.name() + "-tokenizer.json", folder.resolve(TOKENIZER));
        copy("io/vizsla/models/" + model.name() + "-" + PROJECTION, folder.resolve(PROJECTION));
        Files.write(folder.resolve(ModelFolder.MANIFEST), ManifestJson.write(manifest(model, folder)));
    }

    private static ModelManifest manifest(BuiltIn model, Path folder) throws IOException {
        Map<Precision, ModelFile> graphs = Map.of(
                Precision.FP32, Checksums.describe(folder, "model.onnx"),
                Precision.INT8, Checksums.describe(folder, "model-int8.onnx"));
        return new ModelManifest(
                        model.name(),
                        "1",
                        Architecture.ENCODER,
                        graphs,
                        Checksums.describe(folder, TOKENIZER),
                        Checksums.describe(folder, PROJECTION),
                        TOKEN_DIMENSION,
                        model.dimension(),
                        model.maxTokens(),
                        model.pooling(),
                        true,
                        PaddingSide.RIGHT,
                        null,
                        model.prompts(),
                        "en",
                        Map.of("origin", model.origin(), "license", model.license(), "packaging", "LangChain4j"))
                .withBlend(model.blend());
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = BuiltInModels.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            Files.copy(in, target);
        }
    }
}
