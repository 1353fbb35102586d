package io.vizsla.refresh.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Locale;

/** What a refresh learns from. */
public enum LearnedPairs {
    /** Queries that somebody judged, or whose hits somebody clicked. */
    JUDGED,
    /** Queries that are made of the collection's own documents; nobody has to judge anything. */
    LABEL_FREE,
    /** All of these. */
    BOTH,
    /** Judged queries, and those of the query log: nobody judged them, so that the teacher alone is followed on them. */
    WITH_LOG;

    /** Returns whether judged queries are learned. */
    public boolean areJudged() {
        return this != LABEL_FREE;
    }

    /** Returns whether queries are made. */
    public boolean areMade() {
        return this == LABEL_FREE || this == BOTH;
    }

    /** Returns whether queries of the query log are learned. */
    public boolean areLogged() {
        return this == WITH_LOG;
    }

    /** Returns the form that stands in JSON and on the command line, such as {@code label-free}. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static LearnedPairs of(String id) {
        return of("pairs", id);
    }

    /**
     * Reads that form.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field
     */
    public static LearnedPairs of(String field, String id) {
        return Arrays.stream(values())
                .filter(pairs -> pairs.id().equals(id))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid(
                        field,
                        id,
                        "one of "
                                + Arrays.stream(values()).map(LearnedPairs::id).toList()));
    }
}
