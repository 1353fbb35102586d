package io.vizsla.indexer;

import io.vizsla.api.collection.Rebuild;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a rebuild on {@code vizsla.registry}: {@code {"from": …, "to": …}}, each a {@link CollectionJson}. */
final class RebuildJson {

    private RebuildJson() {}

    static byte[] write(Rebuild rebuild) {
        return Json.write(
                Map.of("from", CollectionJson.toMap(rebuild.from()), "to", CollectionJson.toMap(rebuild.to())));
    }

    /** @throws io.vizsla.api.error.VizslaException of kind {@code CALLER} if it is no rebuild */
    static Rebuild read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        return new Rebuild(
                CollectionJson.fromMap(Json.object(object, "from")), CollectionJson.fromMap(Json.object(object, "to")));
    }
}
