package io.vizsla.index.milvus;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of a collection: a few that every index has, and two for the bounds of each declared field with an order. */
final class Columns {

    /** Chunk id in {@link SafeText}: the primary key. */
    static final String ID = "id";

    /** Document key in {@link SafeText}. */
    static final String DOCUMENT = "document";

    /** Version of the event. */
    static final String VERSION = "version";

    /** The dense vector, unit length. */
    static final String VECTOR = "vector";

    /** The chunk's words in {@link SafeTerm}, a blank between them, each as often as it occurs. */
    static final String WORDS = "words";

    /** How many words the chunk has. */
    static final String LENGTH = "length";

    /** What the server makes of the words for BM25; only where it does. */
    static final String SPARSE = "sparse";

    /** The different words in {@link SafeTerm}; only where the server has no BM25. */
    static final String TERMS = "terms";

    /** Every value of every declared field, and the name of each field that has one. */
    static final String VALUES = "field_values";

    /** Whose the chunk is, in {@link SafeText}: what a server that can parts rows by; only where tenants share the collection. */
    static final String TENANT = "tenant";

    /** The whole chunk, packed, in pieces. */
    static final String CONTENT = "content";

    /** The token vectors, in pieces. */
    static final String TOKENS = "tokens";

    /** The most columns that Milvus allows in a collection by default, and how many of them are not for bounds. */
    private static final int MOST_COLUMNS = 64;

    private static final int OTHERS = 10;

    /** The most declared fields whose values have an order. */
    static final int MOST_ORDERED = (MOST_COLUMNS - OTHERS) / 2;

    private final Map<String, Integer> places = new LinkedHashMap<>();

    /**
     * Gives each ordered field its place.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are more than {@link #MOST_ORDERED}, of which a tenant takes one
     */
    Columns(FieldSchema fields) {
        fields.fields().forEach((name, type) -> {
            if (type.isOrdered()) {
                places.put(name, places.size());
            }
        });
        int most = fields.tenantField().isPresent() ? MOST_ORDERED - 1 : MOST_ORDERED;
        if (places.size() > most) {
            throw VizslaException.invalid(
                    "fields",
                    places.size() + " keyword, integer, number and date fields",
                    "at most " + most + " of them: a Milvus collection has " + MOST_COLUMNS + " columns");
        }
    }

    /** Returns the column of a field's smallest value. */
    String low(String field) {
        return "low_" + place(field);
    }

    /** Returns the column of a field's largest value. */
    String high(String field) {
        return "high_" + place(field);
    }

    /** Returns the fields that have bounds, in the order of their places. */
    Iterable<String> boundedFields() {
        return places.keySet();
    }

    private int place(String field) {
        Integer place = places.get(field);
        if (place == null) {
            throw new IllegalStateException("field " + field + " has no bounds");
        }
        return place;
    }
}
