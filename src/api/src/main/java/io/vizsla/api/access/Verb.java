package io.vizsla.api.access;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Locale;

/** What a key may do. None of them holds another, but for {@link #ADMIN}, which holds all. */
public enum Verb {
    /** Search, look documents and judgements up, embed, rerank, tell how things are. */
    READ,
    /** Send and delete documents, judgements and clicks. */
    WRITE,
    /** Refresh models, and say which one reads a collection's queries. */
    TRAIN,
    /** Make, change, rebuild and delete collections; make and revoke keys. */
    ADMIN;

    /** Returns the name in JSON and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads that name.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field
     */
    public static Verb of(String field, String id) {
        return Arrays.stream(values())
                .filter(verb -> verb.id().equals(id))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid(
                        field,
                        id,
                        "one of " + Arrays.stream(values()).map(Verb::id).toList()));
    }
}
