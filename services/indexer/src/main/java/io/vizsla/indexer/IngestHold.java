package io.vizsla.indexer;

import org.jspecify.annotations.Nullable;

/**
 * Whether indexing is to stand still, at every indexer, while a collection goes over to another index. A loop that sees a hold
 * begins no batch, and says so beside its committed offsets.
 */
public interface IngestHold {

    /** Where one process writes: it is held otherwise. */
    IngestHold NONE = new IngestHold() {
        @Override
        public @Nullable String now() {
            return null;
        }

        @Override
        public void refresh() {
            // There is nothing to know.
        }
    };

    /** Returns the name of the hold that is in force, null for none. Asked before each batch. */
    @Nullable
    String now();

    /**
     * Returns once {@link #now} tells of every hold that was put before this was called. Called before partitions that come from
     * another process are touched: that one may have said that they stand still.
     *
     * @throws io.vizsla.api.error.VizslaException {@code LOG_UNAVAILABLE}
     */
    void refresh();
}
