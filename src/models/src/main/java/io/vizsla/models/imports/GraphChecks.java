package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.Precision;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.TokenizerFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a graph with what the rest of the export says, as far as that can be told without running it. */
final class GraphChecks {

    private static final Set<String> OURS = Stream.concat(
                    Stream.of(ModelFolder.MANIFEST, TokenizerFacts.FILE),
                    Stream.of(Precision.values()).map(DraftWriter::graphName))
            .collect(Collectors.toSet());

    private final ExportFolder export;
    private final Findings findings;
    private final Graph graph;

    private GraphChecks(ExportFolder export, Graph graph) {
        this.export = export;
        this.findings = export.findings();
        this.graph = graph;
    }

    static void check(ExportFolder export, Graph graph, TokenizerFacts tokenizer) {
        GraphChecks checks = new GraphChecks(export, graph);
        checks.inputs();
        checks.embeddings(tokenizer);
        checks.data();
    }

    /** Notes files with weights that two graphs, which go into one folder, both call by the same name. */
    static void checkTogether(GraphChoice choice, Findings findings) {
        Map<String, Graph> owners = new HashMap<>();
        for (Graph graph : choice.taken().values()) {
            for (String location : graph.outline().data().keySet()) {
                Graph other = owners.putIfAbsent(location, graph);
                if (other != null) {
                    findings.problem(other.path() + " and " + graph.path() + " both keep weights in \"" + location
                            + "\", and a model's folder has one file of a name: take one of them with --precision");
                }
            }
        }
    }

    private void inputs() {
        if (!graph.outline().inputs().contains("input_ids")) {
            findings.problem(graph.path() + " has no input input_ids; its inputs are "
                    + graph.outline().inputs());
        }
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
