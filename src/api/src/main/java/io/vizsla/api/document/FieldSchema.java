package io.vizsla.api.document;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filterable metadata fields of a collection and their types. Metadata outside the schema is stored and returned,
 * but cannot be filtered on.
 *
 * @param fields name to type, at most {@value #MOST_FIELDS}; iteration is in name order
 */
public record FieldSchema(SortedMap<String, FieldType> fields) {

    /** The most fields that one collection may declare. */
    public static final int MOST_FIELDS = 64;

    /** A schema without fields. */
    public static final FieldSchema EMPTY = new FieldSchema(new TreeMap<>());

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    public FieldSchema {
        if (fields.size() > MOST_FIELDS) {
            throw VizslaException.invalid("fields", fields.size() + " fields", "at most " + MOST_FIELDS + " fields");
        }
        fields.keySet().forEach(FieldSchema::checkName);
        checkTenants(fields);
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Returns a schema of these fields. */
    public static FieldSchema of(Map<String, FieldType> fields) {
        return new FieldSchema(new TreeMap<>(fields));
    }

    /** Returns the type of a field, empty if it is not declared. */
    public Optional<FieldType> type(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Returns the field that says whose a document is, empty where tenants do not share the collection. */
    public Optional<String> tenantField() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue() == FieldType.TENANT)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Checks a document against the declared fields.
     *
     * @throws VizslaException {@code INVALID_METADATA} if a value is not of its field's type, or the id is not one of the
     *     document's tenant
     */
    public void check(DocumentRef document, Map<String, ? extends @Nullable Object> metadata) {
        Map<String, List<Object>> typed = typed(metadata);
        tenantField().ifPresent(field -> typed.getOrDefault(field, List.of())
                .forEach(tenant -> checkOwner(field, String.valueOf(tenant), document)));
    }

    private static void checkOwner(String field, String tenant, DocumentRef document) {
        if (!Tenants.owns(tenant, document.id())) {
            throw VizslaException.field(
                    ErrorCode.INVALID_METADATA,
                    "metadata." + field,
                    tenant,
                    "the tenant that the id " + document.id() + " begins with, before a slash");
        }
    }

    /**
     * Reads the declared fields out of a document's metadata.
     *
     * @return field name to its values in stored form (see {@link FieldValues#stored}); absent and null fields are left
     *     out
     * @throws VizslaException {@code INVALID_METADATA} if a value is not of its field's type, or the document is no tenant's or
     *     several's where it must be one's
     */
    public Map<String, List<Object>> typed(Map<String, ? extends @Nullable Object> metadata) {
        Map<String, List<Object>> typed = new LinkedHashMap<>();
        fields.forEach((name, type) -> {
            Object value = metadata.get(name);
            if (type == FieldType.TENANT) {
                typed.put(
                        name, List.of(FieldValues.stored(ErrorCode.INVALID_METADATA, "metadata." + name, type, value)));
            } else if (value != null) {
                typed.put(name, values("metadata." + name, type, value));
            }
        });
        return typed;
    }

    private static List<Object> values(String path, FieldType type, Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of(FieldValues.stored(ErrorCode.INVALID_METADATA, path, type, value));
        }
        List<Object> values = new ArrayList<>(list.size());
        for (Object element : list) {
            values.add(FieldValues.stored(ErrorCode.INVALID_METADATA, path, type, element));
        }
        return List.copyOf(values);
    }

    private static void checkTenants(Map<String, FieldType> fields) {
        List<String> tenants = fields.entrySet().stream()
                .filter(field -> field.getValue() == FieldType.TENANT)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (tenants.size() > 1) {
            throw VizslaException.invalid("fields", tenants, "at most one field of the type tenant");
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw VizslaException.invalid(
                    "fields",
                    name,
                    "names of 1 to 64 letters, digits, '_', '.' and '-', starting with a letter or '_'");
        }
    }
}
