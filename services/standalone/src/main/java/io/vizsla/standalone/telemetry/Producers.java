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
 * @param records how many there are, those without a trace included
 */
record Producers(Set<SpanContext> all, Map<SpanContext, Long> recent, int records) {

    private static final Duration RECENT = Duration.ofHours(1);

    static Producers of(List<LogRecord> records, Instant now) {
        Set<SpanContext> all = new LinkedHashSet<>();
        Map<SpanContext, Long> recent = new LinkedHashMap<>();
        for (LogRecord record : records) {
            SpanContext producer = TraceHeaders.read(record.lastHeaders());
            if (producer.isValid()) {
                all.add(producer);
                if (record.timestamp().isAfter(now.minus(RECENT))) {
                    recent.merge(producer, 1L, Long::sum);
                }
            }
        }
        return new Producers(all, recent, records.size());
    }

    /** Returns the one that produced the whole batch just now, which goes on with it; null if there is none. */
    @Nullable
    SpanContext only() {
        SpanContext first = all.isEmpty() ? null : all.iterator().next();
        return first != null && recent.getOrDefault(first, 0L) == records ? first : null;
    }
}
