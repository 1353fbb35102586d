package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.RebuildListener;
import io.vizsla.indexer.RebuildPhase;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Leaves a span for a rebuild, which goes on with the trace of whoever began it, and below it one for each phase, added up,
 * and one for each batch. A rebuild of millions of documents has more batches than collectors take in one trace: later ones
 * are traces of their own with a link to the rebuild.
 */
final class TracedRebuild implements RebuildListener.Run {

    /** With seven spans each, a few megabytes. */
    static final int BATCHES = 1000;

    private static final String NAME = "vizsla.rebuild";
    private static final AttributeKey<Boolean> BACK = AttributeKey.booleanKey("vizsla.rebuild.back");
    private static final AttributeKey<Long> FAILED = AttributeKey.longKey("vizsla.documents.failed");

    private final Tracer tracer;
    private final String collection;
    private final String model;
    private final SpanClock clock = new SpanClock();
    private final Span span;
    private final Map<RebuildPhase, Stage> phases = new EnumMap<>(RebuildPhase.class);
    private final AtomicLong batches = new AtomicLong();

    /** Begins below the span that is current. */
    TracedRebuild(Tracer tracer, Rebuild rebuild) {
        this.tracer = tracer;
        this.collection = rebuild.collection();
        this.model = rebuild.to().model();
        this.span = tracer.spanBuilder(NAME)
                .setStartTimestamp(clock.started())
                .setAttribute(SpanKeys.COLLECTION, collection)
                .setAttribute(SpanKeys.MODEL, model)
                .setAttribute(BACK, rebuild.isWayBack())
                .startSpan();
    }

    @Override
    public BatchProcessor batches(Function<IngestListener, BatchProcessor> machine) {
        StageListener stages = new StageListener(IngestListener.NONE);
        BatchWork work = new BatchWork(tracer, stages, machine.apply(stages));
        return (records, wanted) -> process(work, records, wanted);
    }

    private IngestResult process(BatchWork work, List<LogRecord> records, BooleanSupplier wanted) {
        SpanClock begun = new SpanClock();
        SpanBuilder batch = tracer.spanBuilder(NAME + ".batch")
                .setStartTimestamp(begun.started())
                .setAttribute(SpanKeys.COLLECTION, collection)
                .setAttribute(BatchWork.MESSAGES, (long) records.size());
        if (batches.getAndIncrement() < BATCHES) {
            batch.setParent(Context.root().with(span));
        } else {
            batch.setNoParent().addLink(span.getSpanContext());
        }
        return work.process(batch.startSpan(), begun, records, wanted);
    }

    @Override
    public void worked(RebuildPhase phase, Duration time) {
        phases.computeIfAbsent(phase, named -> new Stage(NAME + "." + named.id()))
                .worked(clock.now(), time)
                .counted(SpanKeys.TIMES, 1);
    }

    @Override
    public void failed(Throwable cause, boolean isForGood) {
        if (isForGood) {
            SpanKeys.failed(span, cause);
        } else {
            span.addEvent("tried again", Attributes.of(SpanKeys.ERROR, SpanKeys.type(cause)));
        }
    }

    @Override
    public void ended(RebuildProgress.State state, Map<DocumentState, Long> documents) {
        if (state == RebuildProgress.State.BUILDING) {
            span.addEvent(SpanKeys.GIVEN_UP);
        }
        span.setAttribute(SpanKeys.DOCUMENTS, documents.getOrDefault(DocumentState.INDEXED, 0L));
        span.setAttribute(FAILED, documents.getOrDefault(DocumentState.FAILED, 0L));
        try (Scope _ = span.makeCurrent()) {
            phases.values().forEach(phase -> phase.leave(tracer));
        }
        span.end(clock.now());
    }
}
