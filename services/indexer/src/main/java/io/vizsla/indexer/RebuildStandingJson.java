package io.vizsla.indexer;

import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of how a rebuild stands on {@code vizsla.registry}: {@code {"index", "state", "left", "documents", "failed",
 * "trouble"?, "since"}}.
 */
final class RebuildStandingJson {

    private RebuildStandingJson() {}

    static byte[] write(RebuildStanding standing) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("index", standing.index());
        object.put("state", standing.state().id());
        object.put("left", standing.left());
        object.put("documents", standing.documents());
        object.put("failed", standing.failed());
        if (standing.trouble() != null) {
            object.put("trouble", standing.trouble());
        }
        object.put("since", standing.since().toString());
        return Json.write(object);
    }

    /** @throws VizslaException of kind {@code CALLER} if it is none */
    static RebuildStanding read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        String told = Json.string(object, "state");
        RebuildProgress.State state = Arrays.stream(RebuildProgress.State.values())
                .filter(one -> one.id().equals(told))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid("state", told, "one of building, done, failed"));
        return new RebuildStanding(
                Json.string(object, "index"),
                state,
                Json.whole(object, "left"),
                Json.whole(object, "documents"),
                Json.whole(object, "failed"),
                object.get("trouble") == null ? null : Json.string(object, "trouble"),
                Json.instant(object, "since"));
    }
}
