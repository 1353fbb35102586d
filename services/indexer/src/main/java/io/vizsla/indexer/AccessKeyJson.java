package io.vizsla.indexer;

import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a key on {@code vizsla.registry}: {@code {"id", "name", "hash", "verbs": […], "collections": […], "tenant"?,
 * "createdAt", "expiresAt"?}}. The secret is not in it.
 */
final class AccessKeyJson {

    private AccessKeyJson() {}

    static byte[] write(AccessKey key) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", key.id());
        object.put("name", key.name());
        object.put("hash", key.hash());
        object.put("verbs", key.verbs().stream().map(Verb::id).sorted().toList());
        object.put("collections", key.collections().stream().sorted().toList());
        if (key.tenant() != null) {
            object.put("tenant", key.tenant());
        }
        object.put("createdAt", key.createdAt().toString());
        if (key.expiresAt() != null) {
            object.put("expiresAt", key.expiresAt().toString());
        }
        return Json.write(object);
    }

    /** @throws VizslaException of kind {@code CALLER} if it is no key */
    static AccessKey read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        return new AccessKey(
                Json.string(object, "id"),
                Json.string(object, "name"),
                Json.string(object, "hash"),
                set(object, "verbs", verb -> Verb.of("verbs", verb)),
                set(object, "collections", collection -> collection),
                object.get("tenant") == null ? null : Json.string(object, "tenant"),
                Json.instant(object, "createdAt"),
                object.get("expiresAt") == null ? null : Json.instant(object, "expiresAt"));
    }

    private static <T> Set<T> set(
            Map<String, ? extends @Nullable Object> object, String field, Function<String, T> reader) {
        if (!(object.get(field) instanceof List<?> list)) {
            throw VizslaException.invalid(field, object.get(field), "a list of strings");
        }
        return list.stream().map(one -> reader.apply(String.valueOf(one))).collect(Collectors.toUnmodifiableSet());
    }
}
