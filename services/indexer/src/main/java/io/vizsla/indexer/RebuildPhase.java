package io.vizsla.indexer;

import java.util.Locale;

/** What a rebuild spends its time on. Those after the first come again where the collection cannot go over at once. */
public enum RebuildPhase {
    /** Another rebuild is under way; one is carried out at a time. */
    WAIT,
    /** The log is followed into the new index. */
    FILL,
    /** It is seen to that no document would be lost. */
    CHECK,
    /** The collection goes over, for which ingest stands still. */
    SWITCH;

    /** Returns the name in traces. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
