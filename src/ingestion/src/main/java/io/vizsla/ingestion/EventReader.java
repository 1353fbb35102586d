package io.vizsla.ingestion;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.api.text.CleanText;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one event from a stream of JSON tokens, field by field. */
final class EventReader {

    private static final String FIELDS = "one of title, text, content, contentType, claim, metadata and version";

    private final JsonParser json;
    private final EventLimits limits;
    private @Nullable String title;
    private @Nullable String text;
    private byte @Nullable [] content;
    private @Nullable String contentType;
    private @Nullable Artefact claim;
    private Map<String, @Nullable Object> metadata = Map.of();
    private @Nullable Long version;

    EventReader(JsonParser json, EventLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    DocumentBody read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw VizslaException.of(ErrorCode.INVALID_JSON, "An event must be a JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            read(field);
        }
        if (json.nextToken() != null) {
            throw VizslaException.of(ErrorCode.INVALID_JSON, "An event must be one JSON object and nothing after it");
        }
        return new DocumentBody(title, text, content, contentType, claim, metadata, version);
    }

    private void read(String field) throws IOException {
        switch (field) {
            case "title" -> title = string(field, limits.titleCharacters());
            case "text" -> text = string(field, limits.textCharacters());
            case "content" -> content = binary();
            case "contentType" -> contentType = string(field, 256);
            case "claim" -> claim = claim();
            case "metadata" -> metadata = MetadataReader.read(json, limits);
            case "version" -> version = version();
            default -> throw VizslaException.invalid("field", field, FIELDS);
        }
    }

    private @Nullable String string(String field, int longest) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw VizslaException.invalid(field, shown(), "a string");
        }
        if (json.getTextLength() > longest) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE, field, json.getTextLength() + " characters", "at most " + longest);
        }
        return CleanText.clean(json.getText());
    }

    private byte @Nullable [] binary() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw VizslaException.invalid("content", shown(), "a base64 string");
        }
        byte[] bytes = decoded();
        if (bytes.length > limits.documentBytes()) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE, "content", bytes.length + " bytes", "at most " + limits.documentBytes());
        }
        return bytes;
    }

    private byte[] decoded() throws IOException {
        String base64 = json.getText();
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw VizslaException.invalid("content", base64, "a base64 string");
        }
    }

    private @Nullable Artefact claim() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        Map<String, @Nullable Object> fields = MetadataReader.object(json, "claim", ErrorCode.INVALID_ARGUMENT, 1);
        Object sha256 = fields.get("sha256");
        Object bytes = fields.get("bytes");
        if (!(sha256 instanceof String name) || !name.matches("[0-9a-f]{64}")) {
            throw VizslaException.invalid("claim.sha256", sha256, "64 lower-case hexadecimal digits");
        }
        if (!(bytes instanceof Integer || bytes instanceof Long) || ((Number) bytes).longValue() < 0) {
            throw VizslaException.invalid("claim.bytes", bytes, "a whole number, at least 0");
        }
        return new Artefact(name, ((Number) bytes).longValue());
    }

    private @Nullable Long version() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw VizslaException.invalid("version", shown(), DocumentBody.VERSION_BOUND);
        }
        return json.getLongValue();
    }

    private String shown() throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "{…}";
            case START_ARRAY -> "[…]";
            case null -> throw new JsonParseException(json, "Unexpected end of the event");
            default -> json.getText();
        };
    }
}
