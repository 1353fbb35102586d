package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Precision;
import io.vizsla.models.onnx.GraphOutline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among the graphs of an export. Exports often hold the same model in a dozen variants; which precision one has is
 * read off its weights, not its name.
 *
 * @param taken the graph of each precision
 * @param makeSmall whether an 8-bit graph is to be made of the one in single precision
 */
record GraphChoice(Map<Precision, Graph> taken, boolean makeSmall) {

    /** Of several graphs in one precision the one with the plainest name is meant. */
    private static final List<String> PLAIN =
            List.of("model.onnx", "model_quantized.onnx", "model_int8.onnx", "model_fp16.onnx", "model_bf16.onnx");

    static GraphChoice of(ExportFolder export, ImportOptions options) throws IOException {
        Findings findings = export.findings();
        List<String> paths = export.graphs();
        if (paths.isEmpty()) {
            findings.problem("there is no ONNX graph, such as onnx/model.onnx; optimum-cli export onnx writes one");
            return new GraphChoice(Map.of(), false);
        }
        List<Graph> graphs = runnable(read(export, named(paths, options, findings)), findings);
        return choose(graphs, options, findings);
    }

    private static List<String> named(List<String> paths, ImportOptions options, Findings findings) {
        if (options.graph() == null) {
            return paths;
        }
        if (!paths.contains(options.graph())) {
            findings.problem("there is no graph " + options.graph() + "; there are " + String.join(", ", paths));
            return List.of();
        }
        return List.of(options.graph());
    }

    private static List<Graph> read(ExportFolder export, List<String> paths) throws IOException {
        List<Graph> graphs = new ArrayList<>();
        for (String path : paths) {
            try {
                graphs.add(new Graph(path, GraphOutline.read(export.file(path))));
            } catch (VizslaException e) {
                if (paths.size() == 1 || path.endsWith(PLAIN.getFirst())) {
                    export.findings().problem(path + ": " + e.detail());
                } else {
                    export.findings().notice(path + " is left out: " + e.detail());
                }
            }
        }
        return graphs;
    }

    private static List<Graph> runnable(List<Graph> graphs, Findings findings) {
        List<Graph> runnable = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        for (Graph graph : graphs) {
            if (graph.precision().isPresent()) {
                runnable.add(graph);
            } else {
                strange.add(graph.path() + " (" + graph.outline().weights() + ")");
            }
        }
        if (!strange.isEmpty()) {
            String sentence = "this version runs no graphs in the precision of " + String.join(", ", strange);
            if (runnable.isEmpty()) {
                findings.problem(sentence);
            } else {
                findings.notice(sentence);
            }
        }
        return runnable;
    }

    private static GraphChoice choose(List<Graph> graphs, ImportOptions options, Findings findings) {
        Map<Precision, List<Graph>> byPrecision = new EnumMap<>(Precision.class);
        graphs.forEach(graph -> graph.precision().ifPresent(precision -> byPrecision
                .computeIfAbsent(precision, any -> new ArrayList<>())
                .add(graph)));
        boolean full = byPrecision.containsKey(Precision.FP32);
        Set<Precision> wanted = wanted(byPrecision.keySet(), options, findings);
        boolean makeSmall = full && wanted.contains(Precision.INT8);
        Map<Precision, Graph> taken = new EnumMap<>(Precision.class);
        for (Precision precision : wanted) {
            Precision source = makeSmall && precision == Precision.INT8 ? Precision.FP32 : precision;
            pick(source, byPrecision.getOrDefault(source, List.of()), findings)
                    .ifPresent(graph -> taken.put(source, graph));
        }
        tellTheRest(graphs, taken, findings);
        return new GraphChoice(taken, makeSmall);
    }

    private static Set<Precision> wanted(Set<Precision> there, ImportOptions options, Findings findings) {
        if (!options.precisions().isEmpty()) {
            return EnumSet.copyOf(options.precisions());
        }
        if (there.contains(Precision.FP32)) {
            return EnumSet.of(Precision.FP32, Precision.INT8);
        }
        if (there.size() > 1) {
            findings.problem("there is no graph in fp32, but several others: name one of "
                    + there.stream().map(Precision::id).toList() + " with --precision");
            return Set.of();
        }
        return there;
    }

    private static Optional<Graph> pick(Precision precision, List<Graph> graphs, Findings findings) {
        if (graphs.size() == 1) {
            return Optional.of(graphs.getFirst());
        }
        for (String name : PLAIN) {
            List<Graph> plain =
                    graphs.stream().filter(graph -> graph.name().equals(name)).toList();
            if (plain.size() == 1) {
                return Optional.of(plain.getFirst());
            }
            if (plain.size() > 1) {
                break;
            }
        }
        List<String> paths = graphs.stream().map(Graph::path).toList();
        findings.problem(
                graphs.isEmpty()
                        ? "there is no graph in " + precision.id()
                        : "there are several graphs in " + precision.id() + ", " + String.join(", ", paths)
                                + ": name one with --graph");
        return Optional.empty();
    }

    private static void tellTheRest(List<Graph> graphs, Map<Precision, Graph> taken, Findings findings) {
        List<String> rest = graphs.stream()
                .filter(graph -> !taken.containsValue(graph))
                .map(Graph::path)
                .toList();
        if (!rest.isEmpty() && !taken.isEmpty()) {
            findings.notice("graphs left out: " + String.join(", ", rest));
        }
    }
}
