package io.vizsla.query.collection;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a collection goes over to another model. */
public enum SwitchStrategy {
    /** The model reads the queries, the documents stay as they are. */
    QUERY_ONLY("query-only"),
    /** The model reads both sides; the documents are indexed anew. */
    REINDEX("reindex"),
    /** The model reads the queries, whose vectors a map takes into the space of the documents. */
    COMPENSATE("compensate");

    private final String id;

    SwitchStrategy(String id) {
        this.id = id;
    }

    /** Returns the name in requests. */
    public String id() {
        return id;
    }

    /**
     * Returns the strategy of a name; the first where none is given.
     *
     * @param field named by the error
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is none
     */
    public static SwitchStrategy of(String field, @Nullable String id) {
        return Arrays.stream(values())
                .filter(one -> one.id.equals(id == null ? QUERY_ONLY.id : id))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid(
                        field,
                        id,
                        "one of "
                                + Arrays.stream(values())
                                        .map(SwitchStrategy::id)
                                        .collect(Collectors.joining(", "))));
    }
}
