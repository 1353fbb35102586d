package io.vizsla.api.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a rebuild gets on.
 *
 * @param left how many offsets of the log are still to be read; -1 if that is not known
 * @param documents how many documents the new index holds
 * @param failed how many documents cannot be indexed that way
 * @param trouble what is in its way, or was when it failed; null for nothing
 * @param since when this state began
 */
public record RebuildProgress(
        Rebuild rebuild,
        State state,
        long left,
        long documents,
        long failed,
        @Nullable String trouble,
        Instant since) {

    /** How far a rebuild is. */
    public enum State {
        /** The log is read into the new index while the old one serves. */
        BUILDING,
        /** The new index serves; the old one is kept for the way back. */
        DONE,
        /** It cannot be finished and changed nothing; it can be ended. */
        FAILED;

        /** Returns the name in JSON. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
