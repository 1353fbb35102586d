package io.vizsla.indexer;

import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.ingestion.IngestListener;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Is told of rebuilds, for traces. What it throws is a fault of the rebuild. */
@FunctionalInterface
public interface RebuildListener {

    /** Does nothing. */
    RebuildListener NONE = _ -> new Run() {};

    /** One begins, or goes on after a start of the process; called by the thread that asks for it. */
    Run begin(Rebuild rebuild);

    /** Is told of one rebuild, by its thread. */
    interface Run {

        /**
         * Returns what carries out the batches of the log, which another thread hands it.
         *
         * @param machine makes it for a listener that it is to tell; called once for each time that the rebuild sets out
         */
        default BatchProcessor batches(Function<IngestListener, BatchProcessor> machine) {
            return machine.apply(IngestListener.NONE);
        }

        /** It has spent this time on a phase, just now. */
        default void worked(RebuildPhase phase, Duration time) {}

        /** Something is in its way: it sets out anew after a pause, or never again. */
        default void failed(Throwable cause, boolean isForGood) {}

        /**
         * Its thread ends. Called once, last.
         *
         * @param state {@code BUILDING} where it was given up, or the process stops
         * @param documents how many documents are in the new index, as of when they were last looked at
         */
        default void ended(RebuildProgress.State state, Map<DocumentState, Long> documents) {}
    }
}
