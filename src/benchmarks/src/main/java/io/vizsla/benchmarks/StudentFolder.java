package io.vizsla.benchmarks;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.QuerySide;
import io.vizsla.models.Checksums;
import io.vizsla.models.FolderWriter;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.onnx.SmallGraph;
import io.vizsla.training.graph.DifferentiableGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a trained graph as a model folder, as a refresh leaves it: both graphs, and a map where there is one. */
record StudentFolder(ModelFolder parent, String space) {

    /**
     * Writes it in place of what is there.
     *
     * @param space whose index its queries are asked of
     */
    ModelFolder write(Path folder, DifferentiableGraph graph, AffineMap map) throws IOException {
        FolderWriter.delete(folder);
        FolderWriter.write(folder, target -> fill(String.valueOf(folder.getFileName()), target, graph, map));
        return ModelFolder.open(folder);
    }

    private void fill(String name, Path target, DifferentiableGraph graph, AffineMap map) throws IOException {
        ModelManifest manifest = parent.manifest();
        FolderWriter.copy(parent.resolve(manifest.tokenizer()), target.resolve("tokenizer.json"));
        if (manifest.tokenProjection() != null) {
            FolderWriter.copy(
                    parent.resolve(manifest.tokenProjection()),
                    target.resolve(manifest.tokenProjection().path()));
        }
        graph.write(target.resolve("model.onnx"));
        SmallGraph.write(target.resolve("model.onnx"), target.resolve("model-int8.onnx"));
        Files.write(target.resolve("query-map.bin"), map.bytes());
        Map<Precision, ModelFile> graphs = Map.of(
                Precision.FP32, Checksums.describe(target, "model.onnx"),
                Precision.INT8, Checksums.describe(target, "model-int8.onnx"));
        Files.write(
                target.resolve(ModelFolder.MANIFEST),
                ModelFolder.manifestJson(manifest.derived(
                        name,
                        "1",
                        graphs,
                        new QuerySide(space, Checksums.describe(target, "query-map.bin")),
                        Map.of())));
    }
}
