package io.vizsla.ingestion;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.api.text.CleanText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the fields of an event. */
final class EventWriter {

    private EventWriter() {}

    static void write(DocumentBody body, JsonGenerator json) throws IOException {
        json.writeStartObject();
        string(json, "title", body.title());
        string(json, "text", body.text());
        if (body.content() != null) {
            json.writeBinaryField("content", body.content());
        }
        string(json, "contentType", body.contentType());
        if (body.claim() != null) {
            claim(json, body.claim());
        }
        if (!body.metadata().isEmpty()) {
            json.writeFieldName("metadata");
            value(json, body.metadata());
        }
        if (body.version() != null) {
            json.writeNumberField("version", body.version());
        }
        json.writeEndObject();
    }

    /** Writes a JSON value; the keys of maps keep their order. */
    static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(CleanText.clean(text));
            case Boolean truth -> json.writeBoolean(truth);
            case Number number -> number(json, number);
            case List<?> list -> list(json, list);
            case Map<?, ?> map -> map(json, map);
            default -> throw notJson(value.getClass().getSimpleName());
        }
    }

    private static void string(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, CleanText.clean(value));
        }
    }

    private static void claim(JsonGenerator json, Artefact claim) throws IOException {
        json.writeObjectFieldStart("claim");
        json.writeStringField("sha256", claim.sha256());
        json.writeNumberField("bytes", claim.bytes());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, Number number) throws IOException {
        switch (number) {
            case BigInteger whole -> json.writeNumber(whole);
            case BigDecimal decimal -> json.writeNumber(decimal);
            case Double real -> json.writeNumber(finite(real));
            case Float real -> json.writeNumber(finite(real));
            case Integer _, Long _, Short _, Byte _ -> json.writeNumber(number.longValue());
            default -> throw notJson(number.getClass().getSimpleName());
        }
    }

    private static double finite(double real) {
        if (!Double.isFinite(real)) {
            throw notJson(Double.toString(real));
        }
        return real;
    }

    private static void list(JsonGenerator json, List<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            value(json, element);
        }
        json.writeEndArray();
    }

    private static void map(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(CleanText.clean(String.valueOf(entry.getKey())));
            value(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static VizslaException notJson(String what) {
        return VizslaException.field(
                ErrorCode.INVALID_METADATA,
                "metadata",
                what,
                "made of strings, finite numbers, booleans, lists, maps and nulls");
    }
}
