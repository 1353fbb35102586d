package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a judgement on {@code vizsla.judgements}. */
final class JudgementJson {

    private JudgementJson() {}

    static byte[] write(Judgement judgement) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("collection", judgement.document().collection());
        object.put("document", judgement.document().id());
        object.put("query", judgement.query());
        object.put("chunk", judgement.chunk());
        object.put("grade", judgement.grade());
        object.put("source", judgement.source().name().toLowerCase(Locale.ROOT));
        object.put("rank", judgement.rank());
        object.put("at", judgement.at().toString());
        return Json.write(object);
    }

    /** @throws VizslaException of kind {@code CALLER} if it is no judgement */
    static Judgement read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        return new Judgement(
                new DocumentRef(Json.string(object, "collection"), Json.string(object, "document")),
                Json.string(object, "query"),
                number(object, "chunk"),
                number("grade", Json.whole(object, "grade")),
                source(Json.string(object, "source")),
                number(object, "rank"),
                instant(Json.string(object, "at")));
    }

    private static @Nullable Integer number(Map<String, @Nullable Object> object, String field) {
        return object.get(field) == null ? null : number(field, Json.whole(object, field));
    }

    private static int number(String field, long value) {
        if (value != (int) value) {
            throw VizslaException.invalid(field, value, "a number of 32 bits");
        }
        return (int) value;
    }

    private static Judgement.Source source(String id) {
        for (Judgement.Source source : Judgement.Source.values()) {
            if (source.name().equalsIgnoreCase(id)) {
                return source;
            }
        }
        throw VizslaException.invalid("source", id, "judged or clicked");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notInstant) {
            throw VizslaException.invalid("at", text, "an ISO-8601 instant");
        }
    }
}
