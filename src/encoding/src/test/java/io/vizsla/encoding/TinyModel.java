package io.vizsla.encoding;

import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model folder around a {@link TinyGraph}, with the tokenizer of a built-in model; its vectors are not normalized. */
record TinyModel(
        Path folder, Architecture architecture, Precision precision, PoolingMode pooling, PaddingSide padding) {

    static final EncoderOptions OPTIONS =
            EncoderOptions.defaults().withThreads(1).withCacheBytes(0);

    static TinyModel decoder(Path folder) throws IOException {
        Path model = TestModels.folder(TestModels.MINILM).path();
        Files.copy(model.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        return new TinyModel(folder, Architecture.DECODER, Precision.FP32, PoolingMode.LAST_TOKEN, PaddingSide.RIGHT);
    }

    TinyModel with(Precision newPrecision) {
        return new TinyModel(folder, architecture, newPrecision, pooling, padding);
    }

    TinyModel with(PoolingMode newPooling, PaddingSide newPadding) {
        return new TinyModel(folder, architecture, precision, newPooling, newPadding);
    }

    Path graph() {
        return folder.resolve("model.onnx");
    }

    ModelManifest manifest(int dimension) {
        return manifest(dimension, Map.of(precision, file("model.onnx")));
    }

    ModelManifest manifest(int dimension, Map<Precision, ModelFile> graphs) {
        return new ModelManifest(
                "tiny",
                "1",
                architecture,
                graphs,
                file("tokenizer.json"),
                null,
                0,
                dimension,
                64,
                pooling,
                false,
                padding,
                null,
                Map.of(),
                "en",
                Map.of());
    }

    OnnxBiEncoder open(int dimension) {
        return OnnxBiEncoder.open(folder, manifest(dimension), OPTIONS);
    }

    /** Runs texts of these token ids as one batch. */
    List<Encoded> run(int dimension, int[]... texts) {
        List<Pending> pending = java.util.Arrays.stream(texts)
                .map(ids -> Pending.of(new TokenizedText(ids, new byte[ids.length], 0, ids.length, 0, true)))
                .toList();
        ModelManifest manifest = manifest(dimension);
        try (OnnxGraph graph = BiEncoderParts.open(folder, manifest, precision, 1, SessionDevice.CPU)) {
            new BatchRunner(io.vizsla.api.encoding.Role.QUERY, manifest, null, EncoderListener.NONE)
                    .run(pending, graph);
        }
        return pending.stream().map(one -> one.result().join()).toList();
    }

    private static ModelFile file(String name) {
        return new ModelFile(name, "0".repeat(64), 0);
    }
}
