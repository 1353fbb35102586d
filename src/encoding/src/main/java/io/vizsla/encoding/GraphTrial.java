package io.vizsla.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PaddingSide;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a graph once when it is opened, on two texts of a few tokens, to learn what it does not declare: its dimension
 * where that is open, and whether it knows every token of the tokenizer. A graph may know more tokens than there are.
 */
final class GraphTrial {

    /** As the runtime puts it when a row of a matrix is asked for that it does not have. */
    private static final Pattern BEYOND = Pattern.compile("inclusive range \\[-?\\d+,\\s*(\\d+)\\]");

    private static final int TOKENS = 3;

    private GraphTrial() {}

    /** Tries a graph and returns it; if it is refused, it is closed. */
    static OnnxGraph tried(OnnxGraph graph, int largestId) {
        return Opening.<OnnxGraph, RuntimeException>orClose(
                () -> {
                    run(graph, largestId);
                    return graph;
                },
                graph);
    }

    /**
     * Tries a graph.
     *
     * @param largestId the tokenizer's
     * @throws VizslaException {@code INVALID_MODEL} naming the shape that was found, both numbers if the tokenizer has
     *     more tokens than the graph, or why the graph does not run
     */
    static void run(OnnxGraph graph, int largestId) {
        try {
            graph.run(batch(graph, largestId));
        } catch (VizslaException e) {
            throw e.code() == ErrorCode.INTERNAL ? meaning(graph, largestId, e) : e;
        }
    }

    private static VizslaException meaning(OnnxGraph graph, int largestId, VizslaException failure) {
        try {
            graph.run(batch(graph, 0));
        } catch (VizslaException always) {
            return VizslaException.of(
                    ErrorCode.INVALID_MODEL,
                    graph.file() + " does not run on two texts of a few tokens: " + always.detail(),
                    always);
        }
        Matcher range = BEYOND.matcher(failure.detail());
        String known = range.find()
                ? (Long.parseLong(range.group(1)) + 1) + " tokens"
                : "fewer tokens (" + failure.detail() + ")";
        return VizslaException.of(
                ErrorCode.INVALID_MODEL,
                "the tokenizer does not fit the graph: it gives ids up to " + largestId + ", but " + graph.file()
                        + " knows " + known,
                failure);
    }

    /** The number of tokens is another one than the dimension, so that they are not taken for each other. */
    private static TokenBatch batch(OnnxGraph graph, int id) {
        int[] ids = new int[graph.dimension() == TOKENS ? TOKENS - 1 : TOKENS];
        Arrays.fill(ids, id);
        return TokenBatch.of(List.of(text(ids), text(0)), PaddingSide.RIGHT);
    }

    private static TokenizedText text(int... ids) {
        return new TokenizedText(ids, new byte[ids.length], 0, ids.length, 0, true);
    }
}
