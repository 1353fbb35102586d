package io.vizsla.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.model.LongInputs;

/**
 * The field {@code longInputs} of a manifest: {@code "truncate"}, {@code "windows"} or {@code {"windows": 16, "overlap":
 * 64}}, of which either part may be left out.
 */
final class LongInputsJson {

    private static final String FIELD = "longInputs";

    private LongInputsJson() {}

    /** Reads the field of a manifest; absent, long passages are cut. */
    static LongInputs read(JsonNode manifest) {
        JsonNode node = manifest.path(FIELD);
        if (node.isMissingNode() || node.isNull() || node.asText().equals("truncate")) {
            return LongInputs.TRUNCATE;
        }
        LongInputs usual = LongInputs.windowsOf(manifest.path("maxTokens").asInt());
        if (node.asText().equals("windows")) {
            return usual;
        }
        if (!node.isObject()) {
            throw ManifestJson.bad(FIELD, node, "truncate, windows or an object with windows and overlap");
        }
        int windows = ManifestJson.number(node, "windows", usual.windows());
        return new LongInputs(windows, ManifestJson.number(node, "overlap", windows == 1 ? 0 : usual.overlap()));
    }

    /** Writes the field, unless long passages are cut. */
    static void write(ObjectNode manifest, LongInputs longInputs) {
        if (longInputs.areWindowed()) {
            manifest.putObject(FIELD).put("windows", longInputs.windows()).put("overlap", longInputs.overlap());
        }
    }
}
