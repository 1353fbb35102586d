package io.vizsla.query.json;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.DocumentBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of values that JSON can write but the platform cannot keep. */
public final class JsonValues {

    private JsonValues() {}

    /**
     * Returns the body of a document that was sent as text.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the text is missing, {@code EMPTY_DOCUMENT} if it is blank,
     *     {@code INVALID_METADATA} if a number is not finite
     */
    public static DocumentBody textBody(
            @Nullable String title,
            @Nullable String text,
            @Nullable Map<String, @Nullable Object> metadata,
            @Nullable Long version) {
        if (text == null) {
            throw VizslaException.invalid("text", null, "given");
        }
        if (text.isBlank()) {
            throw VizslaException.field(ErrorCode.EMPTY_DOCUMENT, "text", text, "a text that is not blank");
        }
        return DocumentBody.ofText(title, text, finite(metadata), version);
    }

    /**
     * Returns the metadata unchanged, or an empty map where there is none.
     *
     * @throws VizslaException {@code INVALID_METADATA} if a number is not finite
     */
    public static Map<String, @Nullable Object> finite(@Nullable Map<String, @Nullable Object> metadata) {
        if (metadata == null) {
            return new LinkedHashMap<>();
        }
        check("metadata", metadata);
        return metadata;
    }

    private static void check(String path, @Nullable Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw VizslaException.field(ErrorCode.INVALID_METADATA, path, "out of range", "a finite number");
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> check(path + "." + key, inner));
        }
        if (value instanceof List<?> list) {
            list.forEach(inner -> check(path + "[]", inner));
        }
    }
}
