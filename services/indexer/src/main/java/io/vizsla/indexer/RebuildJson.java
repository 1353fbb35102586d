package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a rebuild on {@code vizsla.registry}: {@code {"from": …, "to": …, "back": true|false}}, the first two a {@link
 * CollectionJson} each. One without {@code back} goes back if it leads to a lower generation.
 */
final class RebuildJson {

    private RebuildJson() {}

    static byte[] write(Rebuild rebuild) {
        return Json.write(Map.of(
                "from",
                CollectionJson.toMap(rebuild.from()),
                "to",
                CollectionJson.toMap(rebuild.to()),
                "back",
                rebuild.isWayBack()));
    }

    /** @throws io.vizsla.api.error.VizslaException of kind {@code CALLER} if it is no rebuild */
    static Rebuild read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        CollectionSpec from = CollectionJson.fromMap(Json.object(object, "from"));
        CollectionSpec to = CollectionJson.fromMap(Json.object(object, "to"));
        boolean isWayBack = object.get("back") instanceof Boolean told ? told : to.generation() < from.generation();
        return new Rebuild(from, to, isWayBack);
    }
}
