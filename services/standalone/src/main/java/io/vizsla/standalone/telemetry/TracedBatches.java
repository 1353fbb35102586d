package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.Topics;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Leaves a span for each batch of the log. Where all its records were produced in one trace, the batch goes on with that
 * trace. Where they come from several, it is a trace of its own with a link to each of them, and each of them gets a span
 * with a link to the batch. For one thread at a time.
 */
final class TracedBatches implements BatchProcessor {

    private static final String BATCH = "vizsla.ingest";
    private static final String RECORDS = "vizsla.ingest.records";

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");

    private final Tracer tracer;
    private final BatchWork work;

    TracedBatches(Tracer tracer, StageListener stages, BatchProcessor machine) {
        this.tracer = tracer;
        this.work = new BatchWork(tracer, stages, machine);
    }

    @Override
    public IngestResult process(List<LogRecord> records, BooleanSupplier wanted) {
        SpanClock clock = new SpanClock();
        Producers producers = Producers.of(records, clock.started());
        Span batch = begin(producers, records.size(), clock);
        try {
            return work.process(batch, clock, records, wanted);
        } finally {
            tellProducers(producers, batch.getSpanContext(), clock);
        }
    }

    private Span begin(Producers producers, int records, SpanClock clock) {
        SpanBuilder builder = common(BATCH, clock).setAttribute(BatchWork.MESSAGES, (long) records);
        SpanContext only = producers.only();
        if (only == null) {
            builder.setNoParent();
            producers.all().forEach(builder::addLink);
        } else {
            builder.setParent(Context.root().with(Span.wrap(only)));
        }
        return builder.startSpan();
    }

    private void tellProducers(Producers producers, SpanContext batch, SpanClock clock) {
        if (producers.only() == null) {
            producers.recent().forEach((producer, count) -> common(RECORDS, clock)
                    .setParent(Context.root().with(Span.wrap(producer)))
                    .setAttribute(BatchWork.MESSAGES, count)
                    .addLink(batch)
                    .startSpan()
                    .end(clock.now()));
        }
    }

    private SpanBuilder common(String name, SpanClock clock) {
        return tracer.spanBuilder(name)
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(clock.started())
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(TOPIC, Topics.DOCUMENTS);
    }
}
