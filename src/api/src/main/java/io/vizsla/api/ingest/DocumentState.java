package io.vizsla.api.ingest;

import java.util.Locale;

/** What became of a document's newest event. */
public enum DocumentState {
    /** Its chunks can be found. */
    INDEXED,
    /** It was deleted; nothing of it can be found. */
    DELETED,
    /** Its newest event could not be used; chunks of an older event, if any, can still be found. */
    FAILED;

    /** Returns the form that stands in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
