package io.vizsla.indexer;

import java.util.Map;
import java.util.function.Predicate;

/** Has something done while nobody writes to the indexes that serve. */
@FunctionalInterface
public interface IngestPause {

    /**
     * Does something between two batches if those under way end in time.
     *
     * @param action is given the offset of each partition below which all has been written to the indexes that serve; a
     *     partition of which that is not known is left out
     * @return what it gave; false if nothing was done
     */
    boolean tryAlone(Predicate<Map<Integer, Long>> action);
}
