package io.vizsla.refresh.job;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Locale;

/** What a refresh trains. */
public enum RefreshKind {
    /** The whole encoder, for queries alone: minutes. */
    QUERY_ENCODER,
    /** A low-rank correction of the query's vector: seconds. */
    ADAPTER,
    /** A smaller model, which learns to read queries as the collection's own does: minutes, and faster searches after. */
    STUDENT,
    /** The whole encoder for queries and passages, whose documents have to be indexed anew: minutes, and as long again as they took. */
    BOTH_SIDES;

    /** Returns whether passages are read by the trained model as well, so that an index of the old one does not fit it. */
    public boolean movesPassages() {
        return this == BOTH_SIDES;
    }

    /** Returns whether {@link RefreshSettings#drift} can hold queries of no matter what while this is trained. */
    public boolean holdsQueries() {
        return this == QUERY_ENCODER || this == ADAPTER;
    }

    /** Returns the form that stands in JSON and on the command line, such as {@code query-encoder}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads that form.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field
     */
    public static RefreshKind of(String field, String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid(
                        field,
                        id,
                        "one of " + Arrays.stream(values()).map(RefreshKind::id).toList()));
    }
}
