package io.vizsla.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.document.Metadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Metadata on its way into an index and back. LangChain4j's has strings, UUIDs and numbers of four types, an index has JSON
 * values. {@code float}s become the {@code double} of the same decimal digits, so that 1.1f equals 1.1; UUIDs become strings.
 */
final class MetadataValues {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MetadataValues() {}

    /** Returns a value as an index holds it: a string, a {@code Long}, or a {@code Double}. */
    static Object stored(Object value) {
        if (value instanceof Float) {
            return Double.valueOf(value.toString());
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value instanceof UUID ? value.toString() : value;
    }

    /**
     * Returns metadata as an index holds it.
     *
     * @throws IllegalArgumentException if a number is none, or infinite: JSON has no word for that
     */
    static Map<String, Object> stored(Metadata metadata) {
        Map<String, Object> stored = new LinkedHashMap<>();
        metadata.toMap().forEach((key, value) -> {
            if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException(
                        "metadata." + key + " = " + value + " is not valid: must be a finite number");
            }
            stored.put(key, stored(value));
        });
        return stored;
    }

    /** Returns metadata as LangChain4j holds it: what is neither text nor number becomes its JSON, what is null is left out. */
    static Metadata read(Map<String, ? extends @Nullable Object> stored) {
        Map<String, Object> values = new LinkedHashMap<>();
        stored.forEach((key, value) -> {
            if (value != null && !key.isBlank()) {
                values.put(key, value(value));
            }
        });
        return Metadata.from(values);
    }

    private static Object value(Object value) {
        if (value instanceof String || value instanceof Integer || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Float) {
            return Double.valueOf(value.toString());
        }
        return value instanceof Number ? ((Number) value).doubleValue() : json(value);
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            return value.toString();
        }
    }
}
