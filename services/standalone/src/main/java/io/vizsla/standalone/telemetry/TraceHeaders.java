package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The context of a trace in the headers of a record: {@code traceparent} and {@code tracestate} as the W3C's <i>Trace
 * Context</i> has them, in ASCII. Nothing else travels, baggage least of all: the log keeps its records.
 */
final class TraceHeaders {

    /** The longest header that is read; 32 members of a state are at most 16 KiB. */
    private static final int LONGEST = 16 << 10;

    private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, byte[]>> GETTER = new Ascii();

    private TraceHeaders() {}

    /** Returns the headers of this context, none if it belongs to no trace. */
    static Map<String, byte[]> of(Context context) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        FORM.inject(context, headers, TraceHeaders::put);
        return headers;
    }

    /** Returns the context that these headers tell, an invalid one where they tell none or are malformed. */
    static SpanContext read(Map<String, byte[]> headers) {
        return Span.fromContext(FORM.extract(Context.root(), headers, GETTER)).getSpanContext();
    }

    private static void put(@Nullable Map<String, byte[]> headers, String name, String value) {
        if (headers != null) {
            headers.put(name, value.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final class Ascii implements TextMapGetter<Map<String, byte[]>> {

        @Override
        public Iterable<String> keys(Map<String, byte[]> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, byte[]> headers, String name) {
            byte[] value = headers == null ? null : headers.get(name);
            return value == null || value.length > LONGEST ? null : new String(value, StandardCharsets.US_ASCII);
        }
    }
}
