package io.vizsla.models.imports;

import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.models.onnx.GraphOutline.Output;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which output of the graphs is read, and how it becomes a vector.
 *
 * @param pooling null where it is nowhere stated
 * @param name of the output where it is not the usual one
 * @param dimension that the output declares, 0 if it declares none
 */
record OutputFacts(@Nullable PoolingMode pooling, @Nullable String name, int dimension) {

    /** Finds the output of every graph; they must agree. */
    static OutputFacts of(
            ConfigFacts config, ModuleFacts modules, GraphChoice graphs, ImportOptions options, Findings findings) {
        boolean reranker = config.architecture() == Architecture.CROSS_ENCODER;
        PoolingMode pooling = modules.pooling();
        Set<Boolean> pooled = new HashSet<>();
        int dimension = 0;
        for (Graph graph : graphs.taken().values()) {
            Optional<Output> found = new OutputSearch(graph, config, modules, options, findings).find();
            if (found.isPresent()) {
                Output output = found.get();
                dimension = Math.max(dimension, declared(output));
                pooled.add(!reranker && output.shape().size() == OutputSearch.VECTORS);
                checkDimension(graph, output, config, findings);
                tellPooling(graph, output, pooled, modules, findings);
            }
        }
        if (pooled.size() > 1) {
            findings.problem("some of the graphs " + paths(graphs) + " pool by themselves and others do not: take one"
                    + " with --graph");
        }
        return new OutputFacts(pooled.contains(true) ? PoolingMode.GRAPH : pooling, options.output(), dimension);
    }

    private static int declared(Output output) {
        return output.shape().isEmpty()
                ? 0
                : Math.max(0, Math.toIntExact(output.shape().getLast()));
    }

    /** Behind its pooling a graph may bring vectors to another dimension; its token states have that of the model. */
    private static void checkDimension(Graph graph, Output output, ConfigFacts config, Findings findings) {
        int last = declared(output);
        if (last == 0 || config.dimension() == 0 || last == config.dimension()) {
            return;
        }
        String sentence = graph.path() + " gives " + output + ", dimension " + last + ", but config.json says "
                + config.dimension();
        boolean vector = output.shape().size() == OutputSearch.VECTORS;
        if (vector && config.architecture() != Architecture.CROSS_ENCODER) {
            findings.notice(sentence + "; taken: " + last);
        } else {
            findings.problem(sentence);
        }
    }

    private static void tellPooling(
            Graph graph, Output output, Set<Boolean> pooled, ModuleFacts modules, Findings findings) {
        PoolingMode stated = modules.pooling();
        if (pooled.contains(true) && stated != null && stated != PoolingMode.GRAPH) {
            findings.notice(graph.path() + " pools by itself, its output is " + output + "; pooling " + stated.id()
                    + " has nothing to do");
        }
    }

    private static List<String> paths(GraphChoice graphs) {
        return graphs.taken().values().stream().map(Graph::path).toList();
    }
}
