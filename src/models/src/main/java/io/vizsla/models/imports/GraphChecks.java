package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.Precision;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.TokenizerFit;
import io.vizsla.models.onnx.GraphOutline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Compares a graph with what the rest of the export says, as far as that can be told without running it. */
final class GraphChecks {

    private static final Set<String> OURS = Set.of(
            ModelFolder.MANIFEST,
            TokenizerFacts.FILE,
            DraftWriter.graphName(Precision.FP32),
            DraftWriter.graphName(Precision.INT8));

    private final ExportFolder export;
    private final Findings findings;
    private final Graph graph;

    private GraphChecks(ExportFolder export, Graph graph) {
        this.export = export;
        this.findings = export.findings();
        this.graph = graph;
    }

    static void check(ExportFolder export, Graph graph, ConfigFacts config, TokenizerFacts tokenizer) {
        GraphChecks checks = new GraphChecks(export, graph);
        checks.inputs();
        checks.output(config);
        checks.embeddings(tokenizer);
        checks.data();
    }

    /** Returns the dimension of the token states that a graph declares, empty if it declares none. */
    static Optional<Integer> dimension(Graph graph) {
        return graph.outline()
                .output(3)
                .map(output -> output.shape().getLast())
                .filter(last -> last > 0)
                .map(Long::intValue);
    }

    private void inputs() {
        if (!graph.outline().inputs().contains("input_ids")) {
            findings.problem(graph.path() + " has no input input_ids; its inputs are "
                    + graph.outline().inputs());
        }
    }

    private void output(ConfigFacts config) {
        boolean reranker = config.architecture() == Architecture.CROSS_ENCODER;
        int rank = reranker ? 2 : 3;
        Optional<GraphOutline.Output> output = graph.outline().output(rank);
        boolean unstated =
                graph.outline().outputs().stream().anyMatch(one -> one.shape().isEmpty());
        if (output.isEmpty() && !unstated) {
            findings.problem(graph.path() + " has no output of " + (reranker ? "logits" : "token states")
                    + ", a tensor with "
                    + rank + " dimensions; its outputs are " + graph.outline().outputs()
                    + (reranker ? "" : ". optimum-cli export onnx --task feature-extraction writes one that has"));
        }
        output.map(one -> one.shape().getLast())
                .filter(last -> last > 0 && config.dimension() > 0 && last != config.dimension())
                .ifPresent(last -> findings.problem(graph.path() + " gives " + output.get() + ", dimension " + last
                        + ", but config.json says " + config.dimension()));
    }

    private void embeddings(TokenizerFacts tokenizer) {
        try {
            TokenizerFit.check(
                    tokenizer.largestId(), graph.path(), graph.outline().embeddingRows());
        } catch (VizslaException e) {
            findings.problem(e.detail());
        }
    }

    private void data() {
        graph.outline().data().forEach((location, least) -> {
            String place = graph.path() + " keeps weights in \"" + location + "\"";
            if (!insideFolder(location) || OURS.contains(location)) {
                findings.problem(place + ", which is not a path inside of its folder that can be kept");
            } else if (!export.has(graph.folder() + location)) {
                findings.problem(place + ", which is missing beside it");
            } else {
                length(place, export.file(graph.folder() + location), least);
            }
        });
    }

    private void length(String place, Path file, long least) {
        try {
            long bytes = Files.size(file);
            if (bytes < least) {
                findings.problem(place + ", which is " + bytes + " bytes long; it should have at least " + least);
            }
        } catch (IOException e) {
            findings.problem(place + ", which cannot be read: " + e.getMessage());
        }
    }

    private static boolean insideFolder(String location) {
        try {
            new ModelFile(location, "0".repeat(64), 0);
            return !Path.of(location).isAbsolute();
        } catch (VizslaException | InvalidPathException e) {
            return false;
        }
    }
}
