package io.vizsla.models.imports;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.Precision;
import io.vizsla.models.Checksums;
import io.vizsla.models.FolderWriter;
import io.vizsla.models.onnx.SmallGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Copies the graphs of an export into a model folder, and makes the 8-bit one there. */
final class DraftWriter {

    /** A graph in 8 bits that is larger than this part of its source has kept most of it as it was. */
    private static final double SMALL = 0.75;

    /** Memory beside the codes: the source's steps, and what is computed at a time. */
    private static final long BESIDE = 128L << 20;

    private final ExportFolder export;
    private final GraphChoice choice;
    private final boolean keepFull;

    DraftWriter(ExportFolder export, GraphChoice choice, ImportOptions options) {
        this.export = export;
        this.choice = choice;
        this.keepFull = options.precisions().isEmpty() || options.precisions().contains(Precision.FP32);
    }

    static String graphName(Precision precision) {
        return precision == Precision.FP32 ? "model.onnx" : "model-" + precision.id() + ".onnx";
    }

    /**
     * Writes the graphs.
     *
     * @return each with its data
     * @throws VizslaException {@code INVALID_MODEL} if 8 bits alone are wanted and cannot be made
     */
    Map<Precision, ModelFile> write(Path draft) throws IOException {
        Map<Precision, ModelFile> graphs = new EnumMap<>(Precision.class);
        for (Map.Entry<Precision, Graph> one : choice.taken().entrySet()) {
            // What only 8 bits are made of is read where it lies.
            if (keepFull || one.getKey() != Precision.FP32) {
                graphs.put(one.getKey(), copy(one.getKey(), one.getValue(), draft));
            }
        }
        Graph full = choice.taken().get(Precision.FP32);
        if (choice.makeSmall() && full != null && small(full, draft)) {
            graphs.put(Precision.INT8, Checksums.describe(draft, graphName(Precision.INT8)));
        }
        return graphs;
    }

    private ModelFile copy(Precision precision, Graph graph, Path draft) throws IOException {
        String name = graphName(precision);
        FolderWriter.copy(export.file(graph.path()), draft.resolve(name));
        List<ModelFile> data = new ArrayList<>();
        for (String location : graph.outline().data().keySet()) {
            Path target = draft.resolve(location);
            Files.createDirectories(target.resolveSibling(""));
            FolderWriter.copy(export.file(graph.folder() + location), target);
            data.add(Checksums.describe(draft, location));
        }
        return Checksums.describe(draft, name).withData(data);
    }

    private boolean small(Graph full, Path draft) throws IOException {
        Path target = draft.resolve(graphName(Precision.INT8));
        long needed = memory(full);
        if (needed > Runtime.getRuntime().maxMemory()) {
            return without("that takes " + (needed >> 20) + " MiB of memory; VIZSLA_CLI_HEAP gives more");
        }
        try {
            SmallGraph.write(export.file(full.path()), target);
        } catch (VizslaException e) {
            Files.deleteIfExists(target);
            return without(e.detail());
        }
        if (Files.size(target) > full.bytes() * SMALL) {
            Files.delete(target);
            return without("most of its weights are not those of plain products or lookups");
        }
        return true;
    }

    /** Weights inside of the file are read, others mapped; their codes are held twice. */
    private static long memory(Graph full) {
        return full.outline().bytes() + full.bytes() / 2 + BESIDE;
    }

    private boolean without(String why) {
        String sentence = "no int8 graph is made: " + why;
        if (!keepFull) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "precision", Precision.INT8.id(), "fp32 here: " + sentence);
        }
        export.findings().notice(sentence);
        return false;
    }
}
