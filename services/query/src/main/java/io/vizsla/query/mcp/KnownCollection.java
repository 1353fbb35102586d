package io.vizsla.query.mcp;

import io.vizsla.api.collection.CollectionSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** A collection, as far as one who searches it must know. */
record KnownCollection(String name, String language, Map<String, String> fields) {

    static KnownCollection of(CollectionSpec spec) {
        Map<String, String> fields = new LinkedHashMap<>();
        spec.fields().fields().forEach((name, type) -> fields.put(name, type.id()));
        return new KnownCollection(spec.name(), spec.language(), fields);
    }
}
