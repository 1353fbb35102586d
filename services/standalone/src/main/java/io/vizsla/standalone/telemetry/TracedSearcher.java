package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.query.Query;
import io.vizsla.query.port.Searcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Leaves a span for each search and one below it for each of its stages: those of the answer's {@code timings}. Searches
 * that belong to no trace, such as those that a challenger reads along, leave none.
 */
final class TracedSearcher implements Searcher {

    private static final String NAME = "vizsla.search";
    /** The whole, which is the span itself. */
    private static final String TOTAL = "total";

    private final Tracer tracer;
    private final Searcher searcher;

    TracedSearcher(Tracer tracer, Searcher searcher) {
        this.tracer = tracer;
        this.searcher = searcher;
    }

    @Override
    public Found search(OpenCollection collection, Query query) {
        if (!Span.current().getSpanContext().isValid()) {
            return searcher.search(collection, query);
        }
        SpanClock clock = new SpanClock();
        Span span = tracer.spanBuilder(NAME)
                .setStartTimestamp(clock.started())
                .setAttribute(SpanKeys.COLLECTION, collection.spec().name())
                .setAttribute(SpanKeys.MODE, query.mode().id())
                .setAttribute(SpanKeys.TOP_K, (long) query.topK())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            Found found = searcher.search(collection, query);
            span.setAttribute(SpanKeys.MODEL, found.model());
            span.setAttribute(SpanKeys.HITS, (long) found.hits().size());
            stages(found.timings(), clock.started());
            return found;
        } catch (RuntimeException failed) {
            SpanKeys.failed(span, failed);
            throw failed;
        } finally {
            span.end(clock.now());
        }
    }

    @Override
    public void check(CollectionSpec collection) {
        searcher.check(collection);
    }

    /** The stages follow each other without a gap worth showing. */
    private void stages(Map<String, Duration> timings, Instant started) {
        Instant begin = started;
        for (Map.Entry<String, Duration> stage : timings.entrySet()) {
            if (!stage.getKey().equals(TOTAL)) {
                Instant end = begin.plus(stage.getValue());
                tracer.spanBuilder(NAME + "." + stage.getKey())
                        .setStartTimestamp(begin)
                        .startSpan()
                        .end(end);
                begin = end;
            }
        }
    }
}
