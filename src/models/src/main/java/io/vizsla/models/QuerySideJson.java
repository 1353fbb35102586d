package io.vizsla.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.QuerySide;
import org.jspecify.annotations.Nullable;

/** The field {@code querySide} of a manifest: {@code {"space": "...", "map"?: {"path", "sha256", "bytes"}}}. */
final class QuerySideJson {

    private static final String FIELD = "querySide";
    private static final String SPACE = "space";
    private static final String MAP = "map";

    private QuerySideJson() {}

    /**
     * Reads the field of a manifest; null where it is absent.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the part that is absent or wrong
     */
    static @Nullable QuerySide read(JsonNode manifest) {
        if (!manifest.hasNonNull(FIELD)) {
            return null;
        }
        JsonNode node = manifest.get(FIELD);
        if (!node.isObject()) {
            throw ManifestJson.bad(FIELD, node, "an object with space and, if need be, map");
        }
        JsonNode space = node.path(SPACE);
        if (!space.isTextual()) {
            throw ManifestJson.bad(FIELD + "." + SPACE, space.isMissingNode() ? null : space, "a string");
        }
        return new QuerySide(
                space.asText(), node.hasNonNull(MAP) ? ManifestJson.file(node.get(MAP), FIELD + "." + MAP) : null);
    }

    /** Writes the field, where there is something to tell. */
    static void write(ObjectNode manifest, @Nullable QuerySide side) {
        if (side == null) {
            return;
        }
        ObjectNode node = manifest.putObject(FIELD).put(SPACE, side.space());
        if (side.map() != null) {
            ManifestJson.put(node, MAP, side.map());
        }
    }
}
