package io.vizsla.models.imports;

import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.models.onnx.GraphOutline.Output;
import java.util.List;
import java.util.Optional;

/** Looks for the output of a graph that holds token states, vectors or logits, as an encoder will when it opens it. */
final class OutputSearch {

    /** Dimensions of an output of vectors or logits, one row a text. */
    static final int VECTORS = 2;

    private static final int STATES = 3;
    private static final List<String> USUAL_STATES = List.of("last_hidden_state", "token_embeddings", "hidden_states");
    private static final String USUAL_VECTORS = "sentence_embedding";

    private final Graph graph;
    private final ConfigFacts config;
    private final ModuleFacts modules;
    private final ImportOptions options;
    private final Findings findings;

    OutputSearch(Graph graph, ConfigFacts config, ModuleFacts modules, ImportOptions options, Findings findings) {
        this.graph = graph;
        this.config = config;
        this.modules = modules;
        this.options = options;
        this.findings = findings;
    }

    /** Returns the output; empty if there is none, which is noted, or if it cannot be told before the graph runs. */
    Optional<Output> find() {
        if (options.output() != null) {
            return named(options.output());
        }
        List<Output> states = ofRank(STATES);
        List<Output> vectors = ofRank(VECTORS);
        if (config.architecture() == Architecture.CROSS_ENCODER) {
            return vectors.isEmpty() ? none("logits", VECTORS, "") : one(vectors, List.of());
        }
        if (options.pooling() == PoolingMode.GRAPH) {
            return vectors.isEmpty() ? none("vectors", VECTORS, "") : one(vectors, List.of(USUAL_VECTORS));
        }
        Optional<Output> usual =
                vectors.stream().filter(one -> one.name().equals(USUAL_VECTORS)).findFirst();
        // Steps behind the pooling are in the graph or nowhere.
        boolean wanted = options.pooling() == null && modules.steps().any();
        boolean takesVectors = states.isEmpty() ? options.pooling() == null : wanted || modules.pooling() == null;
        if (usual.isPresent() && takesVectors) {
            return usual;
        }
        return states.isEmpty()
                ? none(
                        "token states",
                        STATES,
                        vectors.isEmpty()
                                ? ". optimum-cli export onnx --task feature-extraction writes one that has"
                                : "; one with 2 dimensions that holds vectors is read with --pooling graph")
                : one(states, USUAL_STATES);
    }

    private Optional<Output> named(String name) {
        Optional<Output> output = graph.outline().outputs().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        if (output.isEmpty()) {
            findings.problem(graph.path() + " has no output " + name + "; its outputs are "
                    + graph.outline().outputs());
        } else {
            checkRank(output.get());
        }
        return output;
    }

    private void checkRank(Output output) {
        int rank = output.shape().size();
        PoolingMode chosen = options.pooling();
        boolean vectorsOnly = config.architecture() == Architecture.CROSS_ENCODER || chosen == PoolingMode.GRAPH;
        String place = graph.path() + " gives " + output + " with " + rank + " dimensions; ";
        if (vectorsOnly && rank != VECTORS && rank != 0) {
            findings.problem(place + "vectors and logits have 2");
        } else if (!vectorsOnly && chosen != null && rank == VECTORS) {
            findings.problem(place + "--pooling " + chosen.id() + " reads token states, which have 3");
        } else if (rank != 0 && rank != VECTORS && rank != STATES) {
            findings.problem(place + "token states have 3, vectors 2");
        }
    }

    private List<Output> ofRank(int rank) {
        return graph.outline().outputs().stream()
                .filter(one -> one.shape().size() == rank)
                .toList();
    }

    /** Of several outputs without a usual name the one of the model's dimension is meant, if there is but one. */
    private Optional<Output> one(List<Output> outputs, List<String> usual) {
        for (String name : usual) {
            for (Output output : outputs) {
                if (output.name().equals(name)) {
                    return Optional.of(output);
                }
            }
        }
        List<Output> fitting = outputs.stream().filter(this::fits).toList();
        if (fitting.size() > 1) {
            findings.problem(
                    graph.path() + " has several outputs that may be meant, " + fitting + ": name one with --output");
        }
        return Optional.of(fitting.isEmpty() ? outputs.getFirst() : fitting.getFirst());
    }

    private boolean fits(Output output) {
        long last = output.shape().getLast();
        return config.dimension() == 0 || last <= 0 || last == config.dimension();
    }

    private Optional<Output> none(String what, int rank, String advice) {
        boolean unstated =
                graph.outline().outputs().stream().anyMatch(one -> one.shape().isEmpty());
        if (!unstated) {
            findings.problem(graph.path() + " has no output of " + what + ", a tensor with " + rank
                    + " dimensions; its outputs are " + graph.outline().outputs() + advice);
        }
        return Optional.empty();
    }
}
