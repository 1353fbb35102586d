package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.vizsla.ingestion.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The traces that the records of a batch were produced in. The log keeps its records for good, and a lost index is filled
 * from it again: a trace of long ago is pointed at, but nobody goes on with it.
 *
 * @param all each of them, in the order of its first record
 * @param recent those that are still going on, and how many records each produced
 */
record Producers(Set<SpanContext> all, Map<SpanContext, Long> recent) {

    private static final Duration RECENT = Duration.ofHours(1);

    static Producers of(List<LogRecord> records, Instant now) {
        Set<SpanContext> all = new LinkedHashSet<>();
        Map<SpanContext, Long> recent = new LinkedHashMap<>();
        for (LogRecord record : records) {
            SpanContext producer = TraceHeaders.read(record.headers());
            if (producer.isValid()) {
                all.add(producer);
                if (record.timestamp().isAfter(now.minus(RECENT))) {
                    recent.merge(producer, 1L, Long::sum);
                }
            }
        }
        return new Producers(all, recent);
    }

    /** Returns the one that the batch goes on with, null if there is none or more than one. */
    @Nullable
    SpanContext only() {
        return all.size() == 1 && recent.size() == 1 ? all.iterator().next() : null;
    }
}
