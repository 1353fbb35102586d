package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * A batch carried out below its span, which has the spans of the stages below itself and ends with the work.
 *
 * @param stages the listener that the machine tells
 */
record BatchWork(Tracer tracer, StageListener stages, BatchProcessor machine) {

    static final AttributeKey<Long> MESSAGES = AttributeKey.longKey("messaging.batch.message_count");

    IngestResult process(Span batch, SpanClock clock, List<LogRecord> records, BooleanSupplier wanted) {
        stages.begin(tracer, clock);
        try (Scope _ = batch.makeCurrent()) {
            IngestResult result = machine.process(records, wanted);
            result.outcomes().forEach((outcome, count) -> batch.setAttribute(key(outcome), count));
            return result;
        } catch (CancellationException givenUp) {
            batch.addEvent(SpanKeys.GIVEN_UP);
            throw givenUp;
        } catch (RuntimeException | Error failed) {
            SpanKeys.failed(batch, failed);
            throw failed;
        } finally {
            try (Scope _ = batch.makeCurrent()) {
                stages.end();
            }
            batch.end(clock.now());
        }
    }

    private static AttributeKey<Long> key(Outcome outcome) {
        return AttributeKey.longKey("vizsla.records." + outcome.id());
    }
}
