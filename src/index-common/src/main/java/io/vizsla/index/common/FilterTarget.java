package io.vizsla.index.common;

import io.vizsla.api.document.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store's own form of conditions, which {@link FilterCompiler} builds from the leaves up. Every field is declared and
 * every value is in the stored form of its type; a value is data, never syntax.
 *
 * @param <Q> a condition in the store's form
 */
public interface FilterTarget<Q> {

    /** Returns what passes when every part does; at least one part. */
    Q all(List<Q> parts);

    /** Returns what passes when any part does; at least one part. */
    Q any(List<Q> parts);

    /** Returns what passes when the part does not. */
    Q not(Q part);

    /** Returns what passes chunks of which a value equals one of these; at least one. */
    Q in(String field, FieldType type, List<Object> values);

    /** Returns what passes chunks of which a value lies between the bounds; a null bound is open. Never of a boolean. */
    Q range(
            String field,
            FieldType type,
            @Nullable Object low,
            @Nullable Object high,
            boolean includeLow,
            boolean includeHigh);

    /** Returns what passes chunks that have a value. */
    Q exists(String field);

    /** Returns what passes chunks of which a keyword starts so; the prefix may be empty. */
    Q prefix(String field, String prefix);

    /** Returns what passes chunks of which a keyword holds this, as {@link String#contains} has it; the part may be empty. */
    Q contains(String field, String part);
}
