package io.vizsla.evaluation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.TextLines.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object of one line and its fields, with errors that name the place. */
final class JsonLine {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    private JsonLine() {}

    static JsonNode object(Place place, String line) {
        JsonNode json = parse(place, line);
        if (!json.isObject()) {
            throw place.bad(ErrorCode.INVALID_JSON, "", line, "a JSON object");
        }
        return json;
    }

    /** Returns {@code _id}, or {@code id}; a number is taken by its digits. */
    static String id(Place place, JsonNode json) {
        JsonNode id = json.has("_id") ? json.get("_id") : json.path("id");
        if (!(id.isTextual() || id.isIntegralNumber()) || id.asText().isBlank()) {
            throw place.bad(ErrorCode.INVALID_JSON, "_id", shown(id), "a string that is not blank");
        }
        return id.asText();
    }

    static String text(Place place, JsonNode json, String field) {
        JsonNode text = json.path(field);
        if (!text.isTextual()) {
            throw place.bad(ErrorCode.INVALID_JSON, field, shown(text), "a string");
        }
        return text.asText();
    }

    static Map<String, @Nullable Object> map(Place place, JsonNode json, String field) {
        if (!json.hasNonNull(field)) {
            return Map.of();
        }
        if (!json.get(field).isObject()) {
            throw place.bad(ErrorCode.INVALID_JSON, field, shown(json.get(field)), "an object");
        }
        return JSON.convertValue(json.get(field), MAP);
    }

    private static JsonNode parse(Place place, String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException notJson) {
            throw VizslaException.of(
                    ErrorCode.INVALID_JSON, place + ": is not valid JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
