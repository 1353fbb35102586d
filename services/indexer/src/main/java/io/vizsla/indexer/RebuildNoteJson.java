package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a note on {@code vizsla.registry}: {@code {"builder", "index", "stops": {INDEX: {"topic", "offsets":
 * {PARTITION: OFFSET}}}}}.
 */
final class RebuildNoteJson {

    private RebuildNoteJson() {}

    static byte[] write(RebuildNote note) {
        Map<String, @Nullable Object> stops = new LinkedHashMap<>();
        note.stops()
                .forEach((index, stop) -> stops.put(index, Map.of("topic", stop.topic(), "offsets", stop.offsets())));
        return Json.write(Map.of("builder", note.builder(), "index", note.index(), "stops", stops));
    }

    /** @throws io.vizsla.api.error.VizslaException of kind {@code CALLER} if it is no note */
    static RebuildNote read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        Map<String, @Nullable Object> told = Json.object(object, "stops");
        Map<String, RebuildNote.Stop> stops = new HashMap<>();
        told.keySet().forEach(index -> stops.put(index, stop(Json.object(told, index))));
        return new RebuildNote(Json.string(object, "builder"), Json.string(object, "index"), stops);
    }

    private static RebuildNote.Stop stop(Map<String, @Nullable Object> object) {
        Map<String, @Nullable Object> told = Json.object(object, "offsets");
        Map<Integer, Long> offsets = new HashMap<>();
        told.keySet().forEach(partition -> offsets.put(partition(partition), Json.whole(told, partition)));
        return new RebuildNote.Stop(Json.string(object, "topic"), offsets);
    }

    private static int partition(String told) {
        try {
            return Integer.parseInt(told);
        } catch (NumberFormatException notWhole) {
            throw VizslaException.invalid("offsets", told, "the number of a partition");
        }
    }
}
