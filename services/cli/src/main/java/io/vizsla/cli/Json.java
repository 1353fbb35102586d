package io.vizsla.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper();

    /** An option's value is one object; what follows it would be lost unnoticed. */
    private static final ObjectReader OPTIONS = MAPPER.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns the names of an object's fields. */
    static List<String> names(ObjectNode json) {
        return json.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Returns JSON over several lines, for people and scripts. */
    static String pretty(JsonNode json) {
        return json.toPrettyString();
    }

    /** Reads one value after which nothing follows. */
    static JsonNode strict(String text) throws JsonProcessingException {
        return OPTIONS.readTree(text);
    }

    /** Reads what a user gave as an option's value. */
    static JsonNode parse(String option, String value) {
        try {
            JsonNode json = OPTIONS.readTree(value);
            if (!json.isObject()) {
                throw new CliException(ExitCode.USAGE, option + " = " + value + " is not valid: must be a JSON object");
            }
            return json;
        } catch (JsonProcessingException notJson) {
            throw new CliException(
                    ExitCode.USAGE, option + " is not valid JSON: " + notJson.getOriginalMessage(), null, notJson);
        }
    }
}
