package io.vizsla.standalone.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vizsla.api.ingest.Outcome;

/** Publishes what the parts know of themselves. */
final class PartMeters {

    private PartMeters() {}

    static void bind(StandaloneParts parts, MeterRegistry meters) {
        Gauge.builder("vizsla.ingest.lag", parts.indexer, Progress::lag)
                .description("Records that wait on the log")
                .register(meters);
        for (Outcome outcome : Outcome.values()) {
            FunctionCounter.builder("vizsla.ingest.records", parts.indexer, part -> part.count(outcome))
                    .tag("outcome", outcome.id())
                    .description("Records that were looked at, by how they ended")
                    .register(meters);
        }
        FunctionCounter.builder("vizsla.dead.letters", parts.indexer, part -> part.count(Outcome.DEAD_LETTERED))
                .description("Records that could not be used")
                .register(meters);
        IndexSizes sizes = new IndexSizes(parts.collections);
        // Nobody else holds them.
        Gauge.builder("vizsla.index.chunks", sizes, IndexSizes::chunks)
                .strongReference(true)
                .description("Chunks that a search can find")
                .register(meters);
        Gauge.builder("vizsla.index.bytes", sizes, IndexSizes::bytes)
                .strongReference(true)
                .description("Size of the open indexes on disk")
                .register(meters);
    }
}
