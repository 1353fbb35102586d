package io.vizsla.api.document;

import java.util.Locale;

/** The type of a filterable metadata field. A field may hold one value or a list of values of its type. */
public enum FieldType {
    /** Exact strings, up to 1,024 characters; also {@code prefix}. */
    KEYWORD,
    /** 64-bit signed integers. */
    INTEGER,
    /** Finite IEEE doubles. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Instants, written as ISO-8601 dates ({@code 2024-05-01}) or date-times; compared as UTC milliseconds. */
    DATE,
    /** Whose a document is, as {@link Tenants} says: one to a document, which its id begins with; a schema has one such field at most. */
    TENANT;

    /** Returns whether values of the type are greater and less than one another. */
    public boolean isOrdered() {
        return this != BOOLEAN && this != TENANT;
    }

    /** Returns the form that stands in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
