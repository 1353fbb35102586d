package io.vizsla.models.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.model.Architecture;
import java.util.List;
import java.util.Set;

/**
 * What {@code config.json} says.
 *
 * @param type such as {@code bert}; empty if it is not stated
 * @param dimension of the token states, 0 if it is not stated
 * @param positions the most tokens that the model has positions for, 0 if it is not stated
 */
record ConfigFacts(String type, Architecture architecture, int dimension, int positions) {

    private static final String FILE = "config.json";
    private static final List<String> DIMENSIONS = List.of("hidden_size", "d_model", "dim", "n_embd");
    private static final List<String> POSITIONS =
            List.of("max_position_embeddings", "n_positions", "max_seq_len", "seq_length");

    /** Families that begin to count positions behind the id of padding. */
    private static final Set<String> OFFSET =
            Set.of("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer", "data2vec-text");

    static ConfigFacts read(ExportFolder export) {
        JsonNode whole = export.json(FILE);
        if (!export.has(FILE)) {
            export.findings()
                    .problem(
                            "config.json is missing: it states the model's type and dimension, and every export has one");
        }
        // Models that also read images keep what concerns text apart.
        JsonNode config = whole.has("text_config") ? whole.path("text_config") : whole;
        String type = config.path("model_type").asText("");
        Architecture architecture =
                whole.isMissingNode() ? Architecture.ENCODER : ModelKind.of(whole, export.findings());
        checkLabels(whole, architecture, export.findings());
        checkNumbers(config, export.findings());
        return new ConfigFacts(
                type,
                architecture,
                architecture == Architecture.CROSS_ENCODER ? 1 : first(config, DIMENSIONS),
                Math.max(0, first(config, POSITIONS) - offset(type, config)));
    }

    private static int offset(String type, JsonNode config) {
        return OFFSET.contains(type) && first(config, POSITIONS) > 0
                ? config.path("pad_token_id").asInt(1) + 1
                : 0;
    }

    private static void checkLabels(JsonNode config, Architecture architecture, Findings findings) {
        int labels = config.path("num_labels").asInt(config.path("id2label").size());
        if (architecture == Architecture.CROSS_ENCODER && labels > 1) {
            findings.problem("config.json has " + labels
                    + " labels: a classifier is no reranker, which has one, the relevance of a passage");
        }
    }

    /** A number that cannot be read would let whatever the graph declares pass. */
    private static void checkNumbers(JsonNode config, Findings findings) {
        for (String field : DIMENSIONS) {
            JsonNode value = config.path(field);
            if (!value.isMissingNode() && !value.isNull() && (!value.isInt() || value.asInt() < 1)) {
                findings.problem(
                        "config.json: " + field + " = " + value + " is not valid: must be a whole number above 0");
            }
        }
    }

    private static int first(JsonNode config, List<String> fields) {
        return fields.stream()
                .map(config::path)
                .filter(JsonNode::isInt)
                .map(JsonNode::asInt)
                .findFirst()
                .orElse(0);
    }
}
