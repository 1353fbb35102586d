package io.vizsla.ingestion;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.CleanText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON values, bounded in depth, into strings, numbers, booleans, lists, maps and nulls. */
final class MetadataReader {

    private final JsonParser json;
    private final String field;
    private final ErrorCode code;
    private final int deepest;

    private MetadataReader(JsonParser json, String field, ErrorCode code, int deepest) {
        this.json = json;
        this.field = field;
        this.code = code;
        this.deepest = deepest;
    }

    /** Reads the metadata that starts at the current token; null counts as none. */
    static Map<String, @Nullable Object> read(JsonParser json, EventLimits limits) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        long start = json.currentTokenLocation().getByteOffset();
        Map<String, @Nullable Object> metadata =
                object(json, "metadata", ErrorCode.INVALID_METADATA, limits.metadataDepth());
        long bytes = json.currentLocation().getByteOffset() - start;
        if (bytes > limits.metadataBytes()) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE, "metadata", bytes + " bytes", "at most " + limits.metadataBytes() + " bytes");
        }
        return metadata;
    }

    /** Reads the object that starts at the current token; errors carry the given field and code. */
    static Map<String, @Nullable Object> object(JsonParser json, String field, ErrorCode code, int deepest)
            throws IOException {
        MetadataReader reader = new MetadataReader(json, field, code, deepest);
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw VizslaException.field(code, field, json.getText(), "a JSON object");
        }
        return reader.map(1);
    }

    private Map<String, @Nullable Object> map(int depth) throws IOException {
        checkDepth(depth);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = CleanText.clean(json.currentName());
            json.nextToken();
            map.put(key, value(key, depth));
        }
        return map;
    }

    private List<@Nullable Object> list(String key, int depth) throws IOException {
        checkDepth(depth);
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(key, depth));
        }
        return list;
    }

    private @Nullable Object value(String key, int depth) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> map(depth + 1);
            case START_ARRAY -> list(key, depth + 1);
            case VALUE_STRING -> CleanText.clean(json.getText());
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> real(key);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(json, "Unexpected token in " + field);
        };
    }

    private double real(String key) throws IOException {
        double value = json.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw VizslaException.field(code, field + "." + key, json.getText(), "a finite number");
        }
        return value;
    }

    private void checkDepth(int depth) {
        if (depth > deepest) {
            throw VizslaException.field(code, field, "nested deeper", "nested at most " + deepest + " deep");
        }
    }
}
