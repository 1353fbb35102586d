package io.vizsla.indexer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects as maps, and the checks that reading one takes. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static byte[] write(Map<String, ? extends @Nullable Object> object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException notJson) {
            throw VizslaException.of(ErrorCode.INVALID_JSON, "Not a JSON value: " + message(notJson), notJson);
        }
    }

    static Map<String, @Nullable Object> read(byte[] json) {
        Object value;
        try {
            value = MAPPER.readValue(json, Object.class);
        } catch (IOException broken) {
            throw VizslaException.of(ErrorCode.INVALID_JSON, message(broken), broken);
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw VizslaException.of(ErrorCode.INVALID_JSON, "A JSON object is expected");
        }
        return copy(map);
    }

    static String string(Map<String, ? extends @Nullable Object> object, String field) {
        if (object.get(field) instanceof String text) {
            return text;
        }
        throw VizslaException.invalid(field, object.get(field), "a string");
    }

    static long whole(Map<String, ? extends @Nullable Object> object, String field) {
        Object value = object.get(field);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw VizslaException.invalid(field, value, "a whole number");
    }

    static Instant instant(Map<String, ? extends @Nullable Object> object, String field) {
        try {
            return Instant.parse(string(object, field));
        } catch (DateTimeException notInstant) {
            throw VizslaException.invalid(field, object.get(field), "an ISO-8601 instant");
        }
    }

    /** Returns a nested object, empty if it is absent or null. */
    static Map<String, @Nullable Object> object(Map<String, ? extends @Nullable Object> parent, String field) {
        Object value = parent.get(field);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw VizslaException.invalid(field, value, "an object");
        }
        return copy(map);
    }

    private static Map<String, @Nullable Object> copy(Map<?, ? extends @Nullable Object> map) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, nested) -> object.put(String.valueOf(key), nested));
        return object;
    }

    private static String message(IOException broken) {
        return broken instanceof JacksonException json
                ? json.getOriginalMessage()
                : String.valueOf(broken.getMessage());
    }
}
