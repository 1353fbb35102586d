package io.vizsla.indexer;

import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.ingestion.IngestListener;

/** Makes an ingest machine for an index that is being filled; each is used by one thread. */
@FunctionalInterface
public interface RebuildMachine {

    /** Returns one that writes to these collections by these states, and tells the listener. */
    BatchProcessor over(OpenCollections collections, DocumentStates states, IngestListener told);
}
