package io.vizsla.standalone.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.api.passage.IndexStats;
import java.util.function.ToLongFunction;

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
        index(parts, meters, "vizsla.index.chunks", "Chunks that a search can find", IndexStats::chunks);
        index(parts, meters, "vizsla.index.bytes", "Size of the open indexes on disk", IndexStats::bytes);
    }

    private static void index(
            StandaloneParts parts, MeterRegistry meters, String name, String text, ToLongFunction<IndexStats> value) {
        Gauge.builder(name, parts, all -> sum(all, value)).description(text).register(meters);
    }

    private static double sum(StandaloneParts parts, ToLongFunction<IndexStats> value) {
        return parts.collections.opened().stream()
                .map(OpenCollection::index)
                .mapToLong(index -> value.applyAsLong(index.stats()))
                .sum();
    }
}
