package io.vizsla.api.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on a chunk's declared metadata fields, as a tree. Built by a parser that bounds its depth and size. */
public sealed interface Filter {

    /** Passes when every part does; at least one part. */
    record And(List<Filter> parts) implements Filter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Passes when any part does; at least one part. */
    record Or(List<Filter> parts) implements Filter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** Passes when the part does not, also where the field is absent. */
    record Not(Filter part) implements Filter {}

    /**
     * Passes when a value of the field compares so. On a field with several values one that does is enough;
     * {@link Operator#NE} passes when none is equal, also where the field is absent.
     *
     * @param value in the stored form of the field's type: one value, a list for {@link Operator#IN}, true or false for
     *     {@link Operator#EXISTS}
     */
    record Compare(
            String field, Operator operator, @Nullable Object value) implements Filter {}
}
