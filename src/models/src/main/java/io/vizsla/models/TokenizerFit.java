package io.vizsla.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.models.onnx.GraphOutline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Compares a tokenizer with the graphs that read its ids: every id must have an embedding. For models that are looked at and
 * not opened; an encoder finds the same by running its graph when it is opened.
 */
public final class TokenizerFit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenizerFit() {}

    /**
     * Checks a model's tokenizer against each of its graphs. Reads no weights, so it takes a moment.
     *
     * @throws VizslaException {@code INVALID_MODEL} if the tokenizer has an id that a graph has no embedding for, or a
     *     file cannot be read
     */
    public static void check(ModelFolder model) {
        try {
            long largest = largestId(model.resolve(model.manifest().tokenizer()));
            for (ModelFile graph : new TreeMap<>(model.manifest().graphs()).values()) {
                OptionalLong rows = GraphOutline.read(model.resolve(graph)).embeddingRows();
                check(largest, graph.path(), rows);
            }
        } catch (IOException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL,
                    "a file of " + model.manifest().name() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Compares the largest id with a graph's embeddings; passes where their number is not known.
     *
     * @throws VizslaException {@code INVALID_MODEL} if there are too few
     */
    public static void check(long largestId, String graph, OptionalLong rows) {
        if (rows.isPresent() && largestId >= rows.getAsLong()) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "largest token id of tokenizer.json",
                    largestId,
                    "below " + rows.getAsLong() + ", the embeddings that " + graph
                            + " has: the tokenizer belongs to another graph");
        }
    }

    /**
     * Returns the largest id of a {@code tokenizer.json}, below 0 if it has none.
     *
     * @throws IOException if the file cannot be read or is not JSON
     */
    public static long largestId(Path tokenizer) throws IOException {
        JsonNode root = JSON.readTree(tokenizer.toFile());
        long largest = -1;
        for (JsonNode token : root.path("added_tokens")) {
            largest = Math.max(largest, token.path("id").asLong(-1));
        }
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isArray()) {
            // Pieces with their scores; the place in the list is the id.
            return Math.max(largest, vocabulary.size() - 1L);
        }
        for (JsonNode id : vocabulary) {
            largest = Math.max(largest, id.asLong(-1));
        }
        return largest;
    }
}
