package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a collection's definition, on the log and over REST: {@code {"name", "model", "dimension"?, "language",
 * "cutting": {"maxTokens", "overlap"}, "fields": {"year": "integer"}, "role": "knowledge", "tasks": {…}, "defaultTask"?,
 * "queryModels"?: {"champion"?, "challenger"?, "previous"?}, "pipeline": {…},
 * "generation"?}}. Unknown fields are passed over, so that an older version can read what a newer one wrote.
 */
public final class CollectionJson {

    private CollectionJson() {}

    /** Returns the definition as a map of JSON values. */
    public static Map<String, @Nullable Object> toMap(CollectionSpec spec) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", spec.name());
        object.put("model", spec.model());
        if (spec.dimension() != null) {
            object.put("dimension", spec.dimension());
        }
        object.put("language", spec.language());
        object.put("cutting", cutting(spec.cutting()));
        object.put("fields", fields(spec.fields()));
        object.put("role", spec.purpose().id());
        object.put("tasks", spec.tasks().instructions());
        object.put("defaultTask", spec.tasks().usual());
        if (!spec.queryModels().equals(QueryModels.NONE)) {
            object.put("queryModels", queryModels(spec.queryModels()));
        }
        object.put("pipeline", spec.pipeline());
        if (spec.generation() > 0) {
            object.put("generation", spec.generation());
        }
        return object;
    }

    /**
     * Reads a definition that {@link #toMap} made.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field that is missing or wrong
     */
    @SuppressWarnings("NullAway") // It does not see the annotation inside a record's type argument in a class file.
    public static CollectionSpec fromMap(Map<String, ? extends @Nullable Object> object) {
        Map<String, @Nullable Object> cutting = Json.object(object, "cutting");
        Map<String, @Nullable Object> pipeline = Json.object(object, "pipeline");
        return new CollectionSpec(
                Json.string(object, "name"),
                Json.string(object, "model"),
                object.get("dimension") == null ? null : (int) Json.whole(object, "dimension"),
                Json.string(object, "language"),
                new Cutting((int) Json.whole(cutting, "maxTokens"), (int) Json.whole(cutting, "overlap")),
                readFields(Json.object(object, "fields")),
                purpose(object.get("role")),
                tasks(object),
                readQueryModels(object.get("queryModels")),
                pipeline,
                object.get("generation") == null ? 0 : (int) Json.whole(object, "generation"));
    }

    private static Map<String, @Nullable Object> queryModels(QueryModels models) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("champion", models.champion());
        object.put("challenger", models.challenger());
        object.put("previous", models.previous());
        return object;
    }

    /** What older versions wrote has none. */
    private static QueryModels readQueryModels(@Nullable Object value) {
        if (value == null) {
            return QueryModels.NONE;
        }
        if (!(value instanceof Map<?, ?> models)) {
            throw VizslaException.invalid("queryModels", value, "an object with champion, challenger and previous");
        }
        return new QueryModels(
                modelName(models, "champion"), modelName(models, "challenger"), modelName(models, "previous"));
    }

    private static @Nullable String modelName(Map<?, ?> models, String part) {
        Object name = models.get(part);
        if (name == null || name instanceof String) {
            return (String) name;
        }
        throw VizslaException.invalid("queryModels." + part, name, "a string");
    }

    /** What older versions wrote has neither role nor tasks. */
    private static Purpose purpose(@Nullable Object role) {
        return role == null ? Purpose.KNOWLEDGE : Purpose.of("role", String.valueOf(role));
    }

    private static Tasks tasks(Map<String, ? extends @Nullable Object> object) {
        if (object.get("tasks") == null) {
            return Tasks.NONE;
        }
        Map<String, @Nullable Object> tasks = Json.object(object, "tasks");
        Map<String, String> instructions = new TreeMap<>();
        tasks.keySet().forEach(name -> instructions.put(name, Json.string(tasks, name)));
        return new Tasks(instructions, object.get("defaultTask") == null ? null : Json.string(object, "defaultTask"));
    }

    /**
     * Reads the types of fields, {@code {"year": "integer"}}.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field whose type is unknown
     */
    public static FieldSchema readFields(Map<String, ? extends @Nullable Object> object) {
        Map<String, FieldType> fields = new TreeMap<>();
        object.forEach((name, type) -> fields.put(name, type("fields." + name, type)));
        return FieldSchema.of(fields);
    }

    static byte[] write(CollectionSpec spec) {
        return Json.write(toMap(spec));
    }

    static CollectionSpec read(byte[] json) {
        return fromMap(Json.read(json));
    }

    private static FieldType type(String path, @Nullable Object id) {
        return Arrays.stream(FieldType.values())
                .filter(type -> type.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        VizslaException.invalid(path, id, "one of keyword, integer, number, boolean, date and tenant"));
    }

    private static Map<String, Object> cutting(Cutting cutting) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("maxTokens", cutting.maxTokens());
        object.put("overlap", cutting.overlap());
        return object;
    }

    private static Map<String, String> fields(FieldSchema schema) {
        Map<String, String> object = new LinkedHashMap<>();
        schema.fields().forEach((name, type) -> object.put(name, type.id()));
        return object;
    }
}
