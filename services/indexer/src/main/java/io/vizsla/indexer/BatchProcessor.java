package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the loop hands its batches to: {@code ingestor::process}. Called by one thread at a time. */
@FunctionalInterface
public interface BatchProcessor {

    /**
     * Carries out a batch; see {@link io.vizsla.ingestion.Ingestor#process}.
     *
     * @param wanted whether the result will still be used; it may end with a {@link
     *     java.util.concurrent.CancellationException} where this is false
     * @throws VizslaException if something that it depends on fails; the same records come again
     */
    IngestResult process(List<LogRecord> records, BooleanSupplier wanted);
}
