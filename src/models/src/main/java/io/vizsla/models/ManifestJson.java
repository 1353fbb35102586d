package io.vizsla.models;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code model.json}. Unknown fields are left alone, so that newer folders can be read. */
final class ManifestJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestJson() {}

    /**
     * Reads a manifest.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the field that is absent or wrong
     */
    static ModelManifest read(byte[] json) {
        JsonNode node = parse(json);
        return new ModelManifest(
                text(node, "name"),
                text(node, "version"),
                architecture(node),
                graphs(node),
                file(required(node, "tokenizer"), "tokenizer"),
                node.hasNonNull("tokenProjection") ? file(node.get("tokenProjection"), "tokenProjection") : null,
                number(node, "tokenDimension", 0),
                number(node, "dimension", null),
                number(node, "maxTokens", null),
                pooling(node),
                flag(node, "normalize", true),
                padding(node),
                node.hasNonNull("appendEos") ? text(node, "appendEos") : null,
                prompts(node.path("prompts")),
                purposes(node.path("roles")),
                BlendJson.read(node),
                node.hasNonNull("output") ? text(node, "output") : null,
                truncations(node.path("truncations")),
                LongInputsJson.read(node),
                QuerySideJson.read(node),
                node.hasNonNull("language") ? text(node, "language") : "und",
                provenance(node.path("provenance")));
    }

    /** Writes a manifest; equal manifests give equal bytes. */
    static byte[] write(ModelManifest manifest) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", manifest.name()).put("version", manifest.version());
        node.put("architecture", manifest.architecture().id());
        ObjectNode graphs = node.putObject("graphs");
        new TreeMap<>(manifest.graphs()).forEach((p, file) -> put(graphs, p.id(), file));
        put(node, "tokenizer", manifest.tokenizer());
        if (manifest.tokenProjection() != null) {
            put(node, "tokenProjection", manifest.tokenProjection());
            node.put("tokenDimension", manifest.tokenDimension());
        }
        node.put("dimension", manifest.dimension()).put("maxTokens", manifest.maxTokens());
        node.put("pooling", manifest.pooling().id()).put("normalize", manifest.normalize());
        node.put("padding", manifest.padding().id());
        if (manifest.appendEos() != null) {
            node.put("appendEos", manifest.appendEos());
        }
        node.set("prompts", prompts(manifest.prompts()));
        if (!manifest.purposes().isEmpty()) {
            ObjectNode roles = node.putObject("roles");
            new TreeMap<>(manifest.purposes()).forEach((purpose, own) -> roles.set(purpose.id(), prompts(own)));
        }
        BlendJson.write(node, manifest.blend());
        if (manifest.output() != null) {
            node.put("output", manifest.output());
        }
        if (!manifest.truncations().isEmpty()) {
            manifest.truncations().forEach(node.putArray("truncations")::add);
        }
        LongInputsJson.write(node, manifest.longInputs());
        QuerySideJson.write(node, manifest.querySide());
        node.put("language", manifest.language());
        ObjectNode provenance = node.putObject("provenance");
        new TreeMap<>(manifest.provenance()).forEach(provenance::put);
        return bytes(node);
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (JacksonException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "a manifest could not be written", e);
        }
    }

    /** Returns the manifest with another blend and where that came from; all else, known or not, stays. */
    static byte[] withBlend(byte[] json, DemonstrationBlend blend, String origin) {
        ObjectNode node = (ObjectNode) parse(json);
        BlendJson.write(node, blend);
        ObjectNode provenance =
                node.path("provenance") instanceof ObjectNode told ? told : node.putObject("provenance");
        provenance.put(BlendJson.FIELD, origin);
        return bytes(node);
    }

    private static JsonNode parse(byte[] json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, ModelFolder.MANIFEST + " is not JSON: " + e.getMessage(), e);
        }
        throw VizslaException.of(ErrorCode.INVALID_MODEL, ModelFolder.MANIFEST + " is not a JSON object");
    }

    /** Writes a file under a field. */
    static void put(ObjectNode parent, String field, ModelFile file) {
        put(parent.putObject(field), file);
    }

    private static void put(ObjectNode node, ModelFile file) {
        node.put("path", file.path()).put("sha256", file.sha256()).put("bytes", file.bytes());
        if (!file.data().isEmpty()) {
            ArrayNode data = node.putArray("data");
            file.data().forEach(one -> put(data.addObject(), one));
        }
    }

    /** Reads a file; {@code field} is named by its errors. */
    static ModelFile file(JsonNode node, String field) {
        try {
            List<ModelFile> data = new ArrayList<>();
            for (JsonNode one : node.path("data")) {
                data.add(file(one, "data[" + data.size() + "]"));
            }
            return new ModelFile(
                    text(node, "path"), text(node, "sha256"), node.path("bytes").asLong(-1), data);
        } catch (VizslaException e) {
            throw bad(
                    field + "." + e.field().orElse(""),
                    e.value().orElse(null),
                    e.bound().orElse("present"));
        }
    }

    private static Map<Precision, ModelFile> graphs(JsonNode node) {
        Map<Precision, ModelFile> graphs = new EnumMap<>(Precision.class);
        JsonNode all = required(node, "graphs");
        all.properties().forEach(entry -> {
            Precision precision = Precision.of(entry.getKey())
                    .orElseThrow(() -> bad("graphs", entry.getKey(), "fp32, fp16, bf16 or int8"));
            graphs.put(precision, file(entry.getValue(), "graphs." + entry.getKey()));
        });
        return graphs;
    }

    private static Architecture architecture(JsonNode node) {
        String id = text(node, "architecture");
        return Architecture.of(id).orElseThrow(() -> bad("architecture", id, "encoder, decoder or cross-encoder"));
    }

    private static PoolingMode pooling(JsonNode node) {
        String id = node.hasNonNull("pooling") ? text(node, "pooling") : PoolingMode.CLS.id();
        return PoolingMode.of(id).orElseThrow(() -> bad("pooling", id, "cls, mean, last-token or graph"));
    }

    private static PaddingSide padding(JsonNode node) {
        String id = node.hasNonNull("padding") ? text(node, "padding") : PaddingSide.RIGHT.id();
        return PaddingSide.of(id).orElseThrow(() -> bad("padding", id, "left or right"));
    }

    private static ObjectNode prompts(Map<Role, PromptTemplate> prompts) {
        ObjectNode node = JSON.createObjectNode();
        new TreeMap<>(prompts).forEach((role, prompt) -> node.set(id(role), PromptJson.write(prompt)));
        return node;
    }

    private static Map<Purpose, Map<Role, PromptTemplate>> purposes(JsonNode node) {
        Map<Purpose, Map<Role, PromptTemplate>> purposes = new EnumMap<>(Purpose.class);
        node.properties().forEach(entry -> purposes.put(purpose(entry.getKey()), prompts(entry.getValue())));
        return purposes;
    }

    private static Purpose purpose(String id) {
        try {
            return Purpose.of("roles", id);
        } catch (VizslaException unknown) {
            throw VizslaException.of(ErrorCode.INVALID_MODEL, unknown.detail(), unknown);
        }
    }

    private static Map<Role, PromptTemplate> prompts(JsonNode node) {
        Map<Role, PromptTemplate> prompts = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            JsonNode prompt = node.path(id(role));
            if (prompt.isObject()) {
                prompts.put(role, PromptJson.read(role, prompt));
            }
        }
        return prompts;
    }

    private static List<Integer> truncations(JsonNode node) {
        boolean absent = node.isMissingNode() || node.isNull();
        if (!absent && !(node.isArray() && node.valueStream().allMatch(JsonNode::isInt))) {
            throw bad("truncations", node, "a list of whole numbers");
        }
        return node.valueStream().map(JsonNode::asInt).toList();
    }

    private static Map<String, String> provenance(JsonNode node) {
        Map<String, String> provenance = new LinkedHashMap<>();
        node.properties()
                .forEach(
                        entry -> provenance.put(entry.getKey(), entry.getValue().asText()));
        return provenance;
    }

    private static String id(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isTextual()) {
            throw bad(field, value, "a string");
        }
        return value.asText();
    }

    /** Returns a whole number; {@code absent}, if not null, where there is none. */
    static int number(JsonNode node, String field, @Nullable Integer absent) {
        if (!node.hasNonNull(field) && absent != null) {
            return absent;
        }
        JsonNode value = required(node, field);
        if (!value.isInt()) {
            throw bad(field, value, "a whole number");
        }
        return value.asInt();
    }

    private static boolean flag(JsonNode node, String field, boolean absent) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw bad(field, value, "true or false");
        }
        return value.asBoolean(absent);
    }

    private static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw bad(field, null, "present");
        }
        return value;
    }

    /** Returns the error of a field that is absent or wrong. */
    static VizslaException bad(String field, @Nullable Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_MODEL, field, value, bound);
    }
}
