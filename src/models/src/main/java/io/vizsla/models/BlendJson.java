package io.vizsla.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.error.VizslaException;

/** Reads and writes how a manifest has examples move queries. Cosines differ from model to model, so nothing is guessed. */
final class BlendJson {

    static final String FIELD = "demonstrations";

    private BlendJson() {}

    /**
     * Returns the blend of a manifest; one without share where it states none.
     *
     * @throws VizslaException {@code INVALID_MODEL} if one of its numbers is absent or out of bounds
     */
    static DemonstrationBlend read(JsonNode manifest) {
        JsonNode blend = manifest.path(FIELD);
        if (blend.isMissingNode() || blend.isNull()) {
            return DemonstrationBlend.NONE;
        }
        if (!blend.isObject()) {
            throw ManifestJson.bad(FIELD, blend, "an object with share, temperature, from and full");
        }
        if (number(blend, "share") == 0) {
            return DemonstrationBlend.NONE;
        }
        return new DemonstrationBlend(
                number(blend, "share"), number(blend, "temperature"), number(blend, "from"), number(blend, "full"));
    }

    /** Writes a blend into a manifest. */
    static void write(ObjectNode manifest, DemonstrationBlend blend) {
        ObjectNode node = manifest.putObject(FIELD).put("share", blend.share());
        if (blend.share() > 0) {
            node.put("temperature", blend.temperature())
                    .put("from", blend.from())
                    .put("full", blend.full());
        }
    }

    private static double number(JsonNode blend, String field) {
        JsonNode value = blend.path(field);
        if (!value.isNumber()) {
            throw ManifestJson.bad(FIELD + "." + field, value.isMissingNode() ? null : value, "a number");
        }
        return value.asDouble();
    }
}
