package io.vizsla.standalone.telemetry;

import static io.vizsla.standalone.telemetry.KeptSpans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.IngestStep;
import io.vizsla.ingestion.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The spans of batches, over the real SDK. */
class TracedBatchesTest {

    private static final String ONE = "4bf92f3577b34da6a3ce929d0e0e4711";
    private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4712";
    private static final IngestResult DONE = new IngestResult(List.of(), List.of(), Map.of(Outcome.INDEXED, 2L));

    private final KeptSpans kept = new KeptSpans();
    private final List<SpanData> spans = kept.all;
    private final SdkTracerProvider provider = kept.provider();
    private final StageListener stages = new StageListener(IngestListener.NONE);

    @Test
    void goesOnWithTheTraceThatProducedAllOfIt() {
        batches((_, _) -> DONE).process(List.of(record(ONE, 1), record(ONE, 2)), () -> true);

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("vizsla.ingest");
            assertThat(span.getTraceId()).isEqualTo(ONE);
            assertThat(number(span, "messaging.batch.message_count")).isEqualTo(2);
            assertThat(number(span, "vizsla.records.indexed")).isEqualTo(2);
        });
    }

    @Test
    void isATraceOfItsOwnWithLinksWhereSeveralProducedIt() {
        batches((_, _) -> DONE)
                .process(List.of(record(ONE, 1), record(OTHER, 2), record(ONE, 3), record("", 4)), () -> true);

        SpanData batch = kept.named("vizsla.ingest").getFirst();
        assertThat(batch.getTraceId()).isNotIn(ONE, OTHER);
        assertThat(batch.getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(ONE, OTHER);
        assertThat(kept.named("vizsla.ingest.records"))
                .satisfiesExactly(
                        one -> {
                            assertThat(one.getTraceId()).isEqualTo(ONE);
                            assertThat(number(one, "messaging.batch.message_count"))
                                    .isEqualTo(2);
                            assertThat(one.getLinks())
                                    .extracting(link -> link.getSpanContext().getTraceId())
                                    .containsExactly(batch.getTraceId());
                        },
                        other -> assertThat(other.getTraceId()).isEqualTo(OTHER));
    }

    /** One producer that traces must not take the others' records into its trace. */
    @Test
    void isATraceOfItsOwnWhereOthersProducedWithoutOne() {
        batches((_, _) -> DONE).process(List.of(record(ONE, 1), record("", 2)), () -> true);

        assertThat(kept.named("vizsla.ingest")).singleElement().satisfies(batch -> {
            assertThat(batch.getTraceId()).isNotEqualTo(ONE);
            assertThat(batch.getLinks()).hasSize(1);
        });
        assertThat(kept.named("vizsla.ingest.records"))
                .singleElement()
                .satisfies(records -> assertThat(records.getTraceId()).isEqualTo(ONE));
    }

    @Test
    void pointsAtTracesOfLongAgoAndLeavesThemAlone() {
        LogRecord old = record(ONE, 1, Instant.now().minus(Duration.ofDays(30)));

        batches((_, _) -> DONE).process(List.of(old), () -> true);

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isNotEqualTo(ONE);
            assertThat(span.getLinks())
                    .extracting(link -> link.getSpanContext().getTraceId())
                    .containsExactly(ONE);
        });
    }

    @Test
    void hasOneSpanForEachStageHoweverManyDocumentsThereAre() {
        DocumentRef a = new DocumentRef("c", "a");
        DocumentRef b = new DocumentRef("c", "b");

        batches((_, _) -> {
                    for (DocumentRef document : List.of(a, b)) {
                        stages.parsed(document, Duration.ofNanos(1_000_000));
                        stages.cut(document, 3, Duration.ofNanos(2_000_000));
                        stages.step(IngestStep.DECIDED, List.of(document));
                    }
                    stages.encoded("c", "m", 4, 40, Duration.ofNanos(5_000_000));
                    stages.encoded("c", "m", 2, 20, Duration.ofNanos(5_000_000));
                    stages.step(IngestStep.ENCODED, List.of(a, b));
                    stages.step(IngestStep.UPSERTED, List.of(a, b));
                    stages.step(IngestStep.TRIMMED, List.of(a, b));
                    stages.step(IngestStep.TRIMMED, List.of(a));
                    stages.step(IngestStep.FLUSHED, List.of());
                    return DONE;
                })
                .process(List.of(record(ONE, 1)), () -> true);

        assertThat(spans)
                .extracting(SpanData::getName)
                .containsExactly(
                        "vizsla.ingest.parse",
                        "vizsla.ingest.cut",
                        "vizsla.ingest.encode",
                        "vizsla.ingest.write",
                        "vizsla.ingest.delete",
                        "vizsla.ingest.flush",
                        "vizsla.ingest");
        String batch = spans.getLast().getSpanId();
        assertThat(spans.subList(0, 6)).allSatisfy(stage -> {
            assertThat(stage.getParentSpanId()).isEqualTo(batch);
            assertThat(stage.getEndEpochNanos()).isGreaterThanOrEqualTo(stage.getStartEpochNanos());
        });
        assertThat(number(spans.get(1), "vizsla.documents")).isEqualTo(2);
        assertThat(number(spans.get(1), "vizsla.chunks")).isEqualTo(6);
        assertThat(spans.get(1).getAttributes().get(SpanKeys.BUSY)).isEqualTo(4.0);
        assertThat(number(spans.get(2), "vizsla.tokens")).isEqualTo(60);
        assertThat(spans.get(2).getAttributes().get(SpanKeys.MODEL)).isEqualTo("m");
    }

    @Test
    void tellsAFailureByItsCodeAlone() {
        BatchProcessor failing = batches((_, _) -> {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "while it wrote: a secret");
        });

        assertThatThrownBy(() -> failing.process(List.of(record(ONE, 1)), () -> true))
                .isInstanceOf(VizslaException.class);

        SpanData batch = spans.getFirst();
        assertThat(batch.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(batch.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE.id());
        assertThat(batch.toString()).doesNotContain("secret");
    }

    @Test
    void isNoFailureWhereItIsGivenUp() {
        BatchProcessor stopping = batches((_, _) -> {
            throw new CancellationException();
        });

        assertThatThrownBy(() -> stopping.process(List.of(record(ONE, 1)), () -> false))
                .isInstanceOf(CancellationException.class);

        assertThat(spans.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(spans.getFirst().getEvents()).hasSize(1);
    }

    private BatchProcessor batches(BatchProcessor machine) {
        return new TracedBatches(provider.get("test"), stages, machine);
    }

    private static LogRecord record(String trace, long offset) {
        return record(trace, offset, Instant.now());
    }

    private static LogRecord record(String trace, long offset, Instant produced) {
        byte[] header = ("00-" + trace + "-00f067aa0ba902b7-01").getBytes(StandardCharsets.US_ASCII);
        return new LogRecord(
                new LogPosition(0, offset),
                ("c/" + offset).getBytes(StandardCharsets.UTF_8),
                null,
                trace.isEmpty() ? Map.of() : Map.of("traceparent", header),
                produced);
    }
}
