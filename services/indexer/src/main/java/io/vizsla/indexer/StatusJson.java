package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.ingest.LogPosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a document's state, on {@code vizsla.status} and over REST. */
public final class StatusJson {

    /** Title and failure are cut to this many characters, so that no state outgrows a record. */
    static final int LONGEST_TEXT = 2000;

    private StatusJson() {}

    /** Returns the state as a map of JSON values. */
    public static Map<String, @Nullable Object> toMap(DocumentStatus status) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("collection", status.document().collection());
        object.put("id", status.document().id());
        object.put("state", status.state().id());
        object.put("version", status.version());
        object.put("chunks", status.chunks());
        object.put("title", cut(status.title()));
        object.put("contentHash", status.contentHash());
        object.put("indexedAs", status.indexedAs());
        object.put("failure", status.failure() == null ? null : failure(status.failure()));
        object.put("partition", status.position().partition());
        object.put("offset", status.position().offset());
        object.put("updatedAt", status.updatedAt().toString());
        return object;
    }

    static byte[] write(DocumentStatus status) {
        return Json.write(toMap(status));
    }

    /**
     * Returns the state that a record of {@code vizsla.status} tells.
     *
     * @throws VizslaException of kind {@code CALLER} if it is no state
     */
    public static DocumentStatus read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        return new DocumentStatus(
                new DocumentRef(Json.string(object, "collection"), Json.string(object, "id")),
                constant(DocumentState.values(), "state", Json.string(object, "state")),
                Json.whole(object, "version"),
                Json.string(object, "contentHash"),
                Json.string(object, "indexedAs"),
                (int) Json.whole(object, "chunks"),
                Json.string(object, "title"),
                readFailure(Json.object(object, "failure")),
                new LogPosition((int) Json.whole(object, "partition"), Json.whole(object, "offset")),
                instant(Json.string(object, "updatedAt")));
    }

    private static Map<String, Object> failure(Failure failure) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", failure.code().id());
        object.put("detail", cut(failure.detail()));
        return object;
    }

    private static @Nullable Failure readFailure(Map<String, @Nullable Object> object) {
        if (object.isEmpty()) {
            return null;
        }
        return new Failure(
                constant(ErrorCode.values(), "failure.code", Json.string(object, "code")),
                Json.string(object, "detail"));
    }

    private static <E extends Enum<E>> E constant(E[] constants, String field, String id) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid(field, id, "a known name"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notInstant) {
            throw VizslaException.invalid("updatedAt", text, "an ISO-8601 instant");
        }
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "…";
    }
}
