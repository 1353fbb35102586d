package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.Topics;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.util.List;
import java.util.concurrent.CancellationException;
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
    private static final AttributeKey<Long> MESSAGES = AttributeKey.longKey("messaging.batch.message_count");

    private final Tracer tracer;
    private final StageListener stages;
    private final BatchProcessor machine;

    TracedBatches(Tracer tracer, StageListener stages, BatchProcessor machine) {
        this.tracer = tracer;
        this.stages = stages;
        this.machine = machine;
    }

    @Override
    public IngestResult process(List<LogRecord> records, BooleanSupplier wanted) {
        SpanClock clock = new SpanClock();
        Producers producers = Producers.of(records, clock.started());
        Span batch = begin(producers, records.size(), clock);
        stages.begin(tracer, clock);
        try (Scope _ = batch.makeCurrent()) {
            IngestResult result = machine.process(records, wanted);
            result.outcomes().forEach((outcome, count) -> batch.setAttribute(key(outcome), count));
            return result;
        } catch (CancellationException givenUp) {
            batch.addEvent("given up");
            throw givenUp;
        } catch (RuntimeException | Error failed) {
            SpanKeys.failed(batch, failed);
            throw failed;
        } finally {
            try (Scope _ = batch.makeCurrent()) {
                stages.end();
            }
            batch.end(clock.now());
            tellProducers(producers, batch.getSpanContext(), clock);
        }
    }

    private Span begin(Producers producers, int records, SpanClock clock) {
        SpanBuilder builder = common(BATCH, clock).setAttribute(MESSAGES, (long) records);
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
                    .setAttribute(MESSAGES, count)
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

    private static AttributeKey<Long> key(Outcome outcome) {
        return AttributeKey.longKey("vizsla.records." + outcome.id());
    }
}
