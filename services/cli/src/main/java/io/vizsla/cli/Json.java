package io.vizsla.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads and writes JSON. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns JSON over several lines, for people and scripts. */
    static String pretty(JsonNode json) {
        return json.toPrettyString();
    }

    /** Reads what a user gave as an option's value. */
    static JsonNode parse(String option, String value) {
        try {
            return MAPPER.readTree(value);
        } catch (JsonProcessingException notJson) {
            throw new CliException(
                    ExitCode.USAGE, option + " is not valid JSON: " + notJson.getOriginalMessage(), null, notJson);
        }
    }
}
