package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the graph that is served by default out of the one that a model comes with: 8-bit weights, fused attention. */
public final class SmallGraph {

    private SmallGraph() {}

    /**
     * Writes the small graph.
     *
     * @param source graph in single precision; weights may lie in files beside it
     * @param target file to write, with its weights inside; equal sources give equal files
     * @throws VizslaException {@code INVALID_MODEL} if the source is not such a graph
     * @throws IOException if a file cannot be read or written
     */
    public static void write(Path source, Path target) throws IOException {
        ModelProto model = OnnxFile.read(source);
        DynamicQuantizer.check(String.valueOf(source.getFileName()), model);
        ModelProto whole = ExternalData.inline(model, source.toAbsolutePath().resolveSibling(""));
        OnnxFile.write(DynamicQuantizer.quantize(AttentionFusion.fuse(whole)), target);
    }
}
