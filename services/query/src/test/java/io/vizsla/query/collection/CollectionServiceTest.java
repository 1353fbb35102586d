package io.vizsla.query.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.port.Futures;
import io.vizsla.testkit.FakeEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionServiceTest {

    private final CollectionServices parts = new CollectionServices();
    private final CollectionService service = parts.service();

    @Test
    void createsWithDefaultsAndTellsThatItIsNew() {
        assertThat(service.put("c", CollectionChange.NONE)).isTrue();
        assertThat(service.put("c", CollectionChange.NONE)).isFalse();
        assertThat(service.get("c").model()).isEqualTo("fake");
        assertThat(service.get("c").cutting()).isEqualTo(new Cutting(512, 64));
    }

    @Test
    void dropsWhatAnEarlierCollectionOfTheNameLeft() {
        service.put("c", CollectionChange.NONE);

        assertThat(parts.dropped()).containsExactly("c");
    }

    @Test
    void deletesDocumentsThatAnEarlierCollectionOfTheNameLeft() {
        add("c", "old", "text");

        service.put("c", CollectionChange.NONE);

        assertThat(state("c", "old")).isEqualTo(DocumentState.DELETED);
    }

    @Test
    void keepsDocumentsThatFailedForWantOfTheCollection() {
        add("c", "early", "fail");

        service.put("c", CollectionChange.NONE);

        assertThat(state("c", "early")).isEqualTo(DocumentState.FAILED);
    }

    @Test
    void deletesFailedDocumentsOfWhichAnEarlierCollectionLeftChunks() {
        add("c", "old", "text");
        add("c", "old", "fail");

        service.put("c", CollectionChange.NONE);

        assertThat(state("c", "old")).isEqualTo(DocumentState.DELETED);
    }

    @Test
    void aDeletionWaitsForTheChangeThatHasBegun() throws InterruptedException {
        service.put("c", CollectionChange.NONE);
        Thread deletion = new Thread(() -> service.delete("c"));
        parts.onDraft(() -> {
            deletion.start();
            while (deletion.getState() != Thread.State.WAITING && deletion.isAlive()) {
                Thread.onSpinWait();
            }
        });

        service.put(
                "c",
                new CollectionChange(null, null, null, null, null, null, null, null, null, Map.of("candidates", 50)));
        deletion.join();

        assertThat(parts.registry().find("c")).isEmpty();
    }

    @Test
    void changesPipelineWhileThereAreDocuments() {
        service.put("c", CollectionChange.NONE);
        add("c", "d", "text");

        service.put(
                "c",
                new CollectionChange(null, null, null, null, null, null, null, null, null, Map.of("candidates", 50)));

        assertThat(service.get("c").pipeline()).containsEntry("candidates", 50);
    }

    @Test
    void refusesOtherChangesWhileThereAreDocuments() {
        service.put("c", CollectionChange.NONE);
        add("c", "d", "text");

        refused(ErrorCode.CONFLICT, "model", () -> service.put("c", change("fake2", null, null, null)));
        refused(ErrorCode.CONFLICT, "language", () -> service.put("c", change(null, "de", null, null)));
        refused(ErrorCode.CONFLICT, "cutting", () -> service.put("c", change(null, null, 100, null)));
        refused(
                ErrorCode.CONFLICT,
                "fields",
                () -> service.put("c", change(null, null, null, Map.of("year", FieldType.INTEGER))));
    }

    @Test
    void aDimensionIsKeptUntilAnotherOneOrAnotherModelIsNamed() {
        service.put("c", ofDimension(FakeEncoder.TRUNCATION));
        service.put("c", change(null, "de", null, null));
        assertThat(service.get("c").dimension()).isEqualTo(FakeEncoder.TRUNCATION);

        service.put("c", change("fake2", null, null, null));
        assertThat(service.get("c").dimension()).isNull();

        service.put("c", ofDimension(FakeEncoder.TRUNCATION));
        service.put("c", ofDimension(FakeEncoder.DIMENSION));
        assertThat(service.get("c").dimension()).isNull();
    }

    @Test
    void aDimensionIsOneOfTheModelsAndStandsFirmWhileThereAreDocuments() {
        refused(ErrorCode.INVALID_ARGUMENT, "dimension", () -> service.put("c", ofDimension(7)));
        service.put("c", CollectionChange.NONE);
        add("c", "d", "text");

        service.put("c", ofDimension(FakeEncoder.DIMENSION));
        refused(ErrorCode.CONFLICT, "dimension", () -> service.put("c", ofDimension(FakeEncoder.TRUNCATION)));

        assertThat(service.get("c").dimension()).isNull();
    }

    @Test
    void makesOtherChangesOnAnEmptyCollection() {
        service.put("c", CollectionChange.NONE);

        service.put("c", change("fake2", "de", 100, Map.of("year", FieldType.INTEGER)));

        assertThat(service.get("c").model()).isEqualTo("fake2");
        assertThat(service.get("c").fields().type("year")).contains(FieldType.INTEGER);
        assertThat(parts.dropped()).containsExactly("c", "c");
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        refused(ErrorCode.UNKNOWN_MODEL, "model", () -> service.put("c", change("none", null, null, null)));
        refused(ErrorCode.INVALID_ARGUMENT, "language", () -> service.put("c", change(null, "not a tag", null, null)));
        refused(ErrorCode.INVALID_ARGUMENT, "cutting.maxTokens", () -> service.put("c", change(null, null, 513, null)));
        refused(ErrorCode.INVALID_ARGUMENT, "collection", () -> service.put("../up", CollectionChange.NONE));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "pipeline.wrong",
                () -> service.put(
                        "c",
                        new CollectionChange(
                                null, null, null, null, null, null, null, null, null, Map.of("wrong", 1))));
        assertThat(parts.registry().list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "xx-klingon", "xx", "tlh", "en_US", "x-private", "und-Latn", "not a tag", "e\u0000n"})
    void refusesLanguageWithoutRules(String language) {
        assertThatThrownBy(() -> service.put("c", change(null, language, null, null)))
                .isInstanceOfSatisfying(VizslaException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                    assertThat(error.field()).contains("language");
                    assertThat(error.bound().orElseThrow()).contains("de, el, en,", "und");
                });
    }

    @ParameterizedTest
    @CsvSource({"en,en", "DE-at,de-AT", "zh-Hant-TW,zh-Hant-TW", "ckb,ckb", "nb,nb", "und,und"})
    void takesLanguageWithRulesAndTheUndeterminedOne(String language, String tag) {
        service.put("c", change(null, language, null, null));

        assertThat(service.get("c").language()).isEqualTo(tag);
    }

    @Test
    void leavesLanguageThatIsThereAlone() {
        CollectionSpec old = new CollectionSpec("c", "fake", "mt", new Cutting(512, 64), FieldSchema.EMPTY, Map.of());
        parts.registry().put(old);

        service.put(
                "c",
                new CollectionChange(null, null, null, null, null, null, null, null, null, Map.of("candidates", 50)));
        service.put("c", change(null, "mt", null, null));

        assertThat(service.get("c").language()).isEqualTo("mt");
        assertThat(service.get("c").pipeline()).containsEntry("candidates", 50);
    }

    @Test
    void deletesJudgementsThatTheLogTookJustBefore() {
        service.put("c", CollectionChange.NONE);
        judge("old");
        parts.judgements().fallBehind();
        judge("new");

        service.delete("c");
        parts.judgements().catchUp(Duration.ofSeconds(1));

        assertThat(parts.judgements().count("c")).isZero();
    }

    private void judge(String query) {
        Futures.join(
                parts.judgements()
                        .append(new Judgement(
                                new DocumentRef("c", "d"),
                                query,
                                null,
                                3,
                                Judgement.Source.JUDGED,
                                null,
                                Instant.EPOCH)),
                Duration.ofSeconds(1));
    }

    @Test
    void deletesEveryDocumentThenTheCollection() {
        service.put("c", CollectionChange.NONE);
        for (int i = 0; i < 1200; i++) {
            add("c", "d" + i, i % 7 == 0 ? "fail" : "text");
        }

        service.delete("c");

        assertThat(parts.states().counts("c")).containsEntry(DocumentState.DELETED, 1200L);
        assertThat(parts.registry().find("c")).isEmpty();
        assertThat(parts.dropped()).containsExactly("c", "c");
    }

    @Test
    void refusesToDeleteWhatIsNotThere() {
        refused(ErrorCode.UNKNOWN_COLLECTION, "collection", () -> service.delete("c"));
    }

    @Test
    void refusesWritesDuringDeletion() {
        parts.deletions().begin("c");

        refused(ErrorCode.CONFLICT, "collection", () -> service.put("c", CollectionChange.NONE));
        refused(ErrorCode.CONFLICT, "collection", () -> parts.deletions().begin("c"));
    }

    private void add(String collection, String id, String text) {
        parts.writes()
                .append(new DocumentRef(collection, id), DocumentBody.ofText(null, text, Map.of(), null))
                .join();
    }

    private DocumentState state(String collection, String id) {
        return parts.states()
                .find(new DocumentRef(collection, id))
                .orElseThrow()
                .state();
    }

    private static CollectionChange ofDimension(int dimension) {
        return new CollectionChange(null, dimension, null, null, null, null, null, null, null, null);
    }

    private static CollectionChange change(
            String model, String language, Integer maxTokens, Map<String, FieldType> fields) {
        return new CollectionChange(model, null, language, maxTokens, null, fields, null, null, null, null);
    }

    private static void refused(ErrorCode code, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.field()).contains(field);
            assertThat(error.bound()).isNotEmpty();
        });
    }
}
