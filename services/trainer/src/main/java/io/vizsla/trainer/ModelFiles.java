package io.vizsla.trainer;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.models.Checksums;
import io.vizsla.models.FolderWriter;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.onnx.SmallGraph;
import io.vizsla.training.encoder.TrainableEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The files of a model that was trained from another one.
 *
 * @param parent whose graphs have other weights now, or the same
 * @param target folder that they are written to
 */
record ModelFiles(ModelFolder parent, Path target) {

    private static final String GRAPH = "model.onnx";
    private static final String SMALL = "model-int8.onnx";

    /** Writes the graph with new weights, and its 8-bit sibling where the parent has one. */
    Map<Precision, ModelFile> graphs(TrainableEncoder trained) throws IOException {
        trained.graph().write(target.resolve(GRAPH));
        Map<Precision, ModelFile> graphs = new EnumMap<>(Precision.class);
        graphs.put(Precision.FP32, Checksums.describe(target, GRAPH));
        if (parent.manifest().graph(Precision.INT8) != null) {
            SmallGraph.write(target.resolve(GRAPH), target.resolve(SMALL));
            graphs.put(Precision.INT8, Checksums.describe(target, SMALL));
        }
        return graphs;
    }

    /** Copies the parent's graphs. */
    Map<Precision, ModelFile> sameGraphs() throws IOException {
        Map<Precision, ModelFile> graphs = parent.manifest().graphs();
        for (ModelFile graph : graphs.values()) {
            copy(graph);
            for (ModelFile weights : graph.data()) {
                copy(weights);
            }
        }
        return graphs;
    }

    /** Copies what reads texts: the tokenizer, and what reduces token vectors. */
    void reader() throws IOException {
        ModelManifest manifest = parent.manifest();
        copy(manifest.tokenizer());
        if (manifest.tokenProjection() != null) {
            copy(manifest.tokenProjection());
        }
    }

    ModelFile map(AffineMap map, String name) throws IOException {
        Files.write(target.resolve(name), map.bytes());
        return Checksums.describe(target, name);
    }

    /** Graphs may share the file of their weights. */
    private void copy(ModelFile file) throws IOException {
        Path copy = target.resolve(file.path());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        if (!Files.exists(copy)) {
            FolderWriter.copy(parent.resolve(file), copy);
        }
    }
}
