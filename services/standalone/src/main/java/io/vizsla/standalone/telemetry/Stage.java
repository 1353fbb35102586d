package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a batch, added up: documents are parsed and cut by turns, and a span for each of them would drown the
 * others. Its span lasts from its first piece of work to its last. For one thread.
 */
final class Stage {

    private final String name;
    private final Map<AttributeKey<Long>, Long> counts = new LinkedHashMap<>();
    private AttributesBuilder names = Attributes.builder();
    private Duration busy = Duration.ZERO;
    private @Nullable Instant begin;
    private Instant end = Instant.EPOCH;

    Stage(String name) {
        this.name = name;
    }

    /** Adds work that has ended now and took this long. */
    Stage worked(Instant now, Duration time) {
        if (begin == null) {
            begin = now.minus(time);
        }
        end = now;
        busy = busy.plus(time);
        return this;
    }

    Stage counted(AttributeKey<Long> what, long more) {
        counts.merge(what, more, Long::sum);
        return this;
    }

    Stage named(AttributeKey<String> what, String value) {
        names.put(what, value);
        return this;
    }

    /** Leaves the span of what was added, if anything was, and begins anew. */
    void leave(Tracer tracer) {
        Instant from = begin;
        if (from == null) {
            return;
        }
        counts.forEach(names::put);
        tracer.spanBuilder(name)
                .setStartTimestamp(from)
                .setAllAttributes(names.put(SpanKeys.BUSY, busy.toNanos() / 1e6).build())
                .startSpan()
                .end(end);
        counts.clear();
        names = Attributes.builder();
        busy = Duration.ZERO;
        begin = null;
    }
}
