package io.vizsla.standalone.telemetry;

import static io.vizsla.standalone.telemetry.KeptSpans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress.State;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.RebuildPhase;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The spans of rebuilds, over the real SDK. */
class TracedRebuildTest {

    private static final IngestResult DONE = new IngestResult(List.of(), List.of(), Map.of(Outcome.INDEXED, 1L));
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final KeptSpans kept = new KeptSpans();
    private final Tracer tracer = kept.provider().get("test");

    @Test
    void phasesAreAddedUpHoweverOftenTheyCome() {
        TracedRebuild rebuild = begun();
        for (int i = 0; i < 30; i++) {
            rebuild.worked(RebuildPhase.FILL, MILLISECOND);
            rebuild.worked(RebuildPhase.SWITCH, MILLISECOND);
        }

        rebuild.ended(State.DONE, Map.of(DocumentState.INDEXED, 7L, DocumentState.FAILED, 2L));

        assertThat(kept.all)
                .extracting(SpanData::getName)
                .containsExactly("vizsla.rebuild.fill", "vizsla.rebuild.switch", "vizsla.rebuild");
        SpanData whole = kept.all.getLast();
        assertThat(number(whole, "vizsla.documents")).isEqualTo(7);
        assertThat(number(whole, "vizsla.documents.failed")).isEqualTo(2);
        assertThat(whole.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(whole.getEvents()).isEmpty();
        assertThat(kept.all.subList(0, 2)).allSatisfy(phase -> {
            assertThat(phase.getParentSpanId()).isEqualTo(whole.getSpanId());
            assertThat(number(phase, "vizsla.times")).isEqualTo(30);
            assertThat(phase.getAttributes().get(SpanKeys.BUSY)).isEqualTo(30.0);
        });
    }

    /** The thread that fills knows no trace; the one that asks does. */
    @Test
    void batchesAreBelowTheRebuildAndThatBelowWhoeverBeganIt() {
        Span request = tracer.spanBuilder("request").startSpan();
        TracedRebuild rebuild;
        try (Scope _ = request.makeCurrent()) {
            rebuild = begun();
        }
        BatchProcessor batches = rebuild.batches(told -> (_, _) -> {
            told.parsed(new DocumentRef("c", "d"), MILLISECOND);
            return DONE;
        });

        batches.process(List.of(record()), () -> true);
        rebuild.ended(State.DONE, Map.of());

        SpanData whole = kept.named("vizsla.rebuild").getFirst();
        assertThat(whole.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        SpanData batch = kept.named("vizsla.rebuild.batch").getFirst();
        assertThat(batch.getParentSpanId()).isEqualTo(whole.getSpanId());
        assertThat(number(batch, "messaging.batch.message_count")).isEqualTo(1);
        assertThat(number(batch, "vizsla.records.indexed")).isEqualTo(1);
        assertThat(batch.getLinks()).isEmpty();
        assertThat(kept.named("vizsla.ingest.parse").getFirst().getParentSpanId())
                .isEqualTo(batch.getSpanId());
    }

    @Test
    void batchesAfterTheFirstThousandAreTracesOfTheirOwn() {
        TracedRebuild rebuild = begun();
        for (int i = 0; i < TracedRebuild.BATCHES + 2; i++) {
            // As after a fault: the count goes on.
            rebuild.batches(_ -> (_, _) -> DONE).process(List.of(record()), () -> true);
        }
        rebuild.ended(State.DONE, Map.of());

        SpanData whole = kept.named("vizsla.rebuild").getFirst();
        List<SpanData> batches = kept.named("vizsla.rebuild.batch");
        assertThat(batches.subList(0, TracedRebuild.BATCHES))
                .extracting(SpanData::getTraceId)
                .containsOnly(whole.getTraceId());
        assertThat(batches.subList(TracedRebuild.BATCHES, batches.size()))
                .hasSize(2)
                .allSatisfy(later -> {
                    assertThat(later.getTraceId()).isNotEqualTo(whole.getTraceId());
                    assertThat(later.getParentSpanContext().isValid()).isFalse();
                    assertThat(later.getLinks())
                            .extracting(link -> link.getSpanContext().getSpanId())
                            .containsExactly(whole.getSpanId());
                });
    }

    @Test
    void faultsAreToldByTheirCodeAlone() {
        VizslaException fault = VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "while it wrote: a secret");
        TracedRebuild rebuild = begun();
        BatchProcessor failing = rebuild.batches(_ -> (_, _) -> {
            throw fault;
        });

        assertThatThrownBy(() -> failing.process(List.of(record()), () -> true)).isSameAs(fault);
        rebuild.failed(fault, false);
        rebuild.failed(VizslaException.of(ErrorCode.CONFLICT, "a secret"), true);
        rebuild.ended(State.FAILED, Map.of());

        SpanData whole = kept.named("vizsla.rebuild").getFirst();
        assertThat(whole.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(whole.getAttributes().get(SpanKeys.ERROR)).isEqualTo(ErrorCode.CONFLICT.id());
        EventData again = whole.getEvents().getFirst();
        assertThat(again.getName()).isEqualTo("tried again");
        assertThat(again.getAttributes().get(SpanKeys.ERROR)).isEqualTo(ErrorCode.STORE_UNAVAILABLE.id());
        assertThat(kept.named("vizsla.rebuild.batch").getFirst().getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
        assertThat(kept.all.toString()).doesNotContain("secret");
    }

    @Test
    void oneThatIsGivenUpIsNoFailure() {
        TracedRebuild rebuild = begun();

        rebuild.ended(State.BUILDING, Map.of());

        SpanData whole = kept.all.getFirst();
        assertThat(whole.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(whole.getEvents()).extracting(EventData::getName).containsExactly("given up");
    }

    private TracedRebuild begun() {
        CollectionSpec served = new CollectionSpec("c", "m", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of());
        return new TracedRebuild(tracer, Rebuild.anew(served, served.withGeneration(1)));
    }

    private static LogRecord record() {
        return new LogRecord(
                new LogPosition(0, 1), "c/d".getBytes(StandardCharsets.UTF_8), null, Map.of(), Instant.now());
    }
}
