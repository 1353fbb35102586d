package io.vizsla.query.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.CollectionServices;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.security.Ownership;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeWrites;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkIngestTest {

    private static final Optional<Duration> AT_ONCE = Optional.empty();
    private static final Optional<Duration> PATIENT = Optional.of(Duration.ofSeconds(10));

    private final CollectionServices services = new CollectionServices();
    private final FakeWrites writes = services.writes();

    @BeforeEach
    void addCollection() {
        services.registry()
                .put(new CollectionSpec("c", "fake", "en", new Cutting(512, 64), FieldSchema.EMPTY, Map.of()));
    }

    @Test
    void rejectsBadLinesByNumberAndTakesTheOthers() {
        BulkResult result = ingest("""
                {"id":"a","text":"one"}
                {"id":"b","text":
                {"_id":"c","text":"three"}
                {"id":"d","text":"four","extra":1}
                {"id":"e"}
                not json
                {"id":"f","text":"refuse"}
                {"id":"g","text":" "}
                {"id":"\u0001","text":"nine"}
                {"id":"h","text":"ten"}
                """, AT_ONCE);

        assertThat(result.accepted()).isEqualTo(3);
        assertThat(writes.appended).extracting(DocumentRef::id).containsExactly("a", "c", "h");
        assertThat(result.rejected())
                .extracting(Rejection::line, Rejection::code)
                .containsExactly(
                        tuple(2L, "invalid_json"),
                        tuple(4L, "invalid_argument"),
                        tuple(5L, "invalid_argument"),
                        tuple(6L, "invalid_json"),
                        tuple(7L, "too_large"),
                        tuple(8L, "empty_document"),
                        tuple(9L, "invalid_json"));
        assertThat(result.rejectedTotal()).isEqualTo(7);
        assertThat(result.failed()).isNull();
    }

    @Test
    void rejectsIdsThatNoPathHolds() {
        BulkResult result = ingest("""
                {"id":"a","text":"one"}
                {"id":"..","text":"two"}
                {"id":"a/./b","text":"three"}
                {"id":"a..b","text":"four"}
                """, AT_ONCE);

        assertThat(writes.appended).extracting(DocumentRef::id).containsExactly("a", "a..b");
        assertThat(result.rejected())
                .extracting(Rejection::line, Rejection::code, Rejection::detail)
                .containsExactly(
                        tuple(2L, "invalid_argument", "id = .. is not valid: must be without the segments . and .."),
                        tuple(
                                3L,
                                "invalid_argument",
                                "id = a/./b is not valid: must be without the segments . and .."));
    }

    @Test
    void rejectsLineThatIsNotUtf8() {
        byte[] lines = "{\"id\":\"a\",\"text\":\"caf\u00e9\"}\n{\"id\":\"b\",\"text\":\"b\"}"
                .getBytes(StandardCharsets.ISO_8859_1);

        BulkResult result =
                services.bulk(limits("16M")).ingest("c", Ownership.ALL, new ByteArrayInputStream(lines), AT_ONCE);

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.rejected()).extracting(Rejection::line).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "x-UTF-16LE-BOM", "UTF-32BE", "UTF-32LE"})
    void rejectsEveryLineOfOtherEncodings(String charset) {
        byte[] lines =
                "{\"id\":\"a\",\"text\":\"a\"}\n{\"id\":\"b\",\"text\":\"b\"}\n".getBytes(Charset.forName(charset));

        BulkResult result =
                services.bulk(limits("16M")).ingest("c", Ownership.ALL, new ByteArrayInputStream(lines), AT_ONCE);

        assertThat(result.accepted()).isZero();
        assertThat(result.rejected()).extracting(Rejection::line).contains(1L, 2L);
        assertThat(result.rejected())
                .allSatisfy(line -> assertThat(line.code()).isEqualTo("invalid_json"))
                .allSatisfy(line -> assertThat(line.detail()).contains("must be UTF-8 text"));
    }

    @Test
    void rejectsEncodedSurrogatesAndOverlongForms() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int[] wrong : new int[][] {{0xED, 0xA0, 0x80}, {0xC0, 0x80}, {0xF5, 0x80, 0x80, 0x80}, {0xC3}}) {
            lines.writeBytes("{\"id\":\"a\",\"text\":\"".getBytes(StandardCharsets.UTF_8));
            IntStream.of(wrong).forEach(lines::write);
            lines.writeBytes("\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        lines.writeBytes("{\"id\":\"b\",\"text\":\"🐕 é €\"}\n".getBytes(StandardCharsets.UTF_8));

        BulkResult result = services.bulk(limits("16M"))
                .ingest("c", Ownership.ALL, new ByteArrayInputStream(lines.toByteArray()), AT_ONCE);

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.rejected()).extracting(Rejection::line).containsExactly(1L, 2L, 3L, 4L);
        assertThat(result.rejected()).allSatisfy(line -> assertThat(line.detail())
                .contains("malformed behind 18 bytes", "must be UTF-8 text"));
    }

    @Test
    void rejectsLineBeyondBound() {
        String lines = "{\"id\":\"a\",\"text\":\"" + "x".repeat(5000) + "\"}\n{\"id\":\"b\",\"text\":\"b\"}";

        BulkResult result = services.bulk(limits("1K")).ingest("c", Ownership.ALL, stream(lines), AT_ONCE);

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.rejected()).extracting(Rejection::code).containsExactly("too_large");
    }

    @Test
    void listsFailedDocumentsWhenItWaits() {
        BulkResult result = ingest("{\"id\":\"a\",\"text\":\"fail\"}\n{\"id\":\"b\",\"text\":\"fine\"}", PATIENT);

        assertThat(result.complete()).isTrue();
        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.failed()).containsExactly(new FailedDocument("a", "unreadable_document", "cannot be read"));
    }

    @Test
    void tellsWhatIsPendingWhenPatienceEnds() {
        writes.answers = false;

        BulkResult result = ingest("{\"id\":\"a\",\"text\":\"one\"}", Optional.of(Duration.ofMillis(1)));

        assertThat(result.complete()).isFalse();
        assertThat(result.pending()).isEqualTo(1);
    }

    @Test
    void takesTheRestWithoutWaitingWhenPatienceEnds() {
        writes.answers = false;

        BulkResult result = waitForTwo("""
                {"id":"a","text":"one"}
                {"id":"b","text":"two"}
                {"id":"c","text":"three"}
                {"id":"d","text":
                {"id":"e","text":"refuse"}
                {"id":"f","text":"six"}
                """, Duration.ofMillis(1));

        assertThat(result.complete()).isFalse();
        assertThat(result.accepted()).isEqualTo(4);
        assertThat(result.pending()).isEqualTo(4);
        assertThat(result.rejected()).extracting(Rejection::line).containsExactly(4L, 5L);
        assertThat(writes.unanswered).hasSize(2).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void waitsForMoreThanHavePlaceAtATime() {
        String lines = "{\"id\":\"a\",\"text\":\"fine\"}\n{\"id\":\"b\",\"text\":\"fail\"}\n".repeat(50);

        BulkResult result = waitForTwo(lines, PATIENT.orElseThrow());

        assertThat(result.complete()).isTrue();
        assertThat(result.accepted()).isEqualTo(100);
        assertThat(result.failedTotal()).isEqualTo(50);
    }

    @Test
    void waitsForNothingAfterFault() {
        writes.answers = false;

        assertThatThrownBy(() -> ingest("{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"down\"}", PATIENT))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE));
        assertThat(writes.unanswered).hasSize(1).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void failsWhenTheLogDoes() {
        assertThatThrownBy(() -> ingest("{\"id\":\"a\",\"text\":\"down\"}", AT_ONCE))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE));
    }

    @Test
    void failsWhateverBreaksWhileItWaits() {
        writes.defect = new IllegalStateException("broken");
        assertThatThrownBy(() -> ingest("{\"id\":\"a\",\"text\":\"one\"}", PATIENT))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));

        writes.defect = null;
        writes.lateDefect = VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "the states are away");
        assertThatThrownBy(() -> ingest("{\"id\":\"a\",\"text\":\"one\"}", PATIENT))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void refusesUnknownCollection() {
        assertThatThrownBy(() -> services.bulk(limits("1M")).ingest("other", Ownership.ALL, stream(""), AT_ONCE))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION));
    }

    private BulkResult ingest(String lines, Optional<Duration> patience) {
        return services.bulk(limits("16M")).ingest("c", Ownership.ALL, stream(lines), patience);
    }

    private BulkResult waitForTwo(String lines, Duration patience) {
        LimitsConfig limits = Configs.of(LimitsConfig.class, Map.of("vizsla.limits.bulk-waiting", "2"));
        return services.bulk(limits).ingest("c", Ownership.ALL, stream(lines), Optional.of(patience));
    }

    private static LimitsConfig limits(String line) {
        return Configs.of(LimitsConfig.class, Map.of("vizsla.limits.bulk-line", line));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
