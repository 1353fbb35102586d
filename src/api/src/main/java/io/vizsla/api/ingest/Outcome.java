package io.vizsla.api.ingest;

import java.util.Locale;

/** How a record on the log ended. Every record ends in exactly one of these. */
public enum Outcome {
    INDEXED,
    /** The same content was already indexed in the same space, or a newer version was. */
    UNCHANGED,
    DELETED,
    DEAD_LETTERED;

    /** Returns the form that stands in metrics and JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
