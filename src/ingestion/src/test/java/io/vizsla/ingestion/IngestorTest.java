package io.vizsla.ingestion;

import static io.vizsla.ingestion.Workbench.BLURRED;
import static io.vizsla.ingestion.Workbench.POISON;
import static io.vizsla.ingestion.Workbench.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestorTest {

    private final Workbench bench = new Workbench();

    @Test
    void indexesADocument() {
        IngestResult result = bench.run(bench.put("a", words(60, "word")));

        DocumentStatus status = result.statuses().getFirst();
        assertThat(status.state()).isEqualTo(DocumentState.INDEXED);
        assertThat(status.title()).isEqualTo("Title");
        assertThat(status.version()).isZero();
        assertThat(status.chunks()).isEqualTo(bench.chunks("a").size()).isGreaterThan(2);
        assertThat(bench.chunks("a")).allSatisfy(chunk -> {
            assertThat(chunk.contentHash()).isEqualTo(status.contentHash());
            assertThat(chunk.metadata()).isEqualTo(Map.of("year", 2020));
        });
        assertThat(result.outcomes()).containsEntry(Outcome.INDEXED, 1L);
    }

    @Test
    void doesNotEncodeWhatIsIndexedAlready() {
        bench.run(bench.put("a", "some words"));
        long encoded = bench.fake.encoded();
        IngestResult result = bench.run(bench.put("a", "some words"));

        assertThat(bench.fake.encoded()).isEqualTo(encoded);
        assertThat(result.outcomes()).containsEntry(Outcome.UNCHANGED, 1L);
        assertThat(bench.status("a").orElseThrow().position().offset()).isEqualTo(1);
        assertThat(bench.status("a").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void encodesAgainUnderAnotherCutting() {
        bench.run(bench.put("a", words(60, "word"), 5L));
        int before = bench.chunks("a").size();
        bench.collections.with(bench.collection(new Cutting(128, 4)));
        IngestResult result = bench.run(bench.put("a", words(60, "word"), 5L));

        assertThat(result.outcomes()).containsEntry(Outcome.INDEXED, 1L);
        assertThat(bench.chunks("a")).hasSize(1).hasSizeLessThan(before);
    }

    @Test
    void letsTheHigherVersionWinAndTheLaterOfEqualOnes() {
        bench.run(bench.put("a", words(60, "five"), 5L));
        IngestResult lower = bench.run(bench.put("a", "four", 4L));
        assertThat(lower.outcomes()).containsEntry(Outcome.UNCHANGED, 1L);
        assertThat(bench.chunks("a").getFirst().text()).startsWith("five");

        bench.run(bench.put("a", "five again", 5L));
        assertThat(bench.chunks("a"))
                .hasSize(1)
                .first()
                .extracting(chunk -> chunk.text())
                .isEqualTo("five again");

        IngestResult deletedLower = bench.run(bench.delete("a", 3L));
        assertThat(deletedLower.outcomes()).containsEntry(Outcome.UNCHANGED, 1L);
        IngestResult deleted = bench.run(bench.delete("a", null));
        assertThat(deleted.outcomes()).containsEntry(Outcome.DELETED, 1L);
        assertThat(bench.chunks("a")).isEmpty();
        assertThat(bench.status("a").orElseThrow().version()).isEqualTo(6);
        assertThat(bench.status("a").orElseThrow().state()).isEqualTo(DocumentState.DELETED);

        assertThat(bench.run(bench.put("a", "too low", 5L)).outcomes()).containsEntry(Outcome.UNCHANGED, 1L);
        assertThat(bench.run(bench.put("a", "high", 7L)).outcomes()).containsEntry(Outcome.INDEXED, 1L);
    }

    @Test
    void deletesAnUnknownDocumentAndOneOfAnUnknownCollection() {
        IngestResult result = bench.run(bench.delete("never", null), bench.append("gone/x", null, Map.of()));

        assertThat(result.outcomes()).containsEntry(Outcome.DELETED, 2L);
        assertThat(result.deadLetters()).isEmpty();
    }

    /** An older data folder may hold such a document: what tells of it can be read, and a tombstone deletes it. */
    @Test
    void neitherWritesADocumentThatNoPathHoldsNorKeepsOneFromBeingDeleted() {
        IngestResult written = bench.run(bench.put("a/..", "words"), bench.put("a", "words"));

        assertThat(written.outcomes()).containsEntry(Outcome.INDEXED, 1L);
        assertThat(written.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.failure().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(letter.failure().detail()).contains("a/..", "without the segments . and ..");
        });
        assertThat(bench.status("a/..").orElseThrow().state()).isEqualTo(DocumentState.FAILED);
        assertThat(bench.chunks("a/..")).isEmpty();

        assertThat(bench.run(bench.delete("a/..", null)).outcomes()).containsEntry(Outcome.DELETED, 1L);
        assertThat(bench.status("a/..").orElseThrow().state()).isEqualTo(DocumentState.DELETED);
    }

    @Test
    void deletesWithTheVersionThatWasIndexed() {
        bench.run(bench.put("a", "words", 5L));

        assertThat(bench.run(bench.delete("a", 5L)).outcomes()).containsEntry(Outcome.DELETED, 1L);
        assertThat(bench.chunks("a")).isEmpty();
    }

    @Test
    void removesWhatACrashLeftOfADocumentThatWasNeverCommitted() {
        LogRecord longer = bench.put("a", words(60, "word"));
        LogRecord shorter = bench.put("a", "short");
        bench.ingestor(IngestListener.NONE).process(List.of(longer));
        assertThat(bench.chunks("a")).hasSizeGreaterThan(1);

        bench.run(longer, shorter);
        assertThat(bench.chunks("a")).hasSize(1);
    }

    @Test
    void doesNotDeleteAgainWhenAnOldTombstoneIsReadAgain() {
        LogRecord first = bench.put("a", "first");
        LogRecord tombstone = bench.delete("a", null);
        LogRecord second = bench.put("a", "second");
        bench.run(first, tombstone, second);
        bench.run(tombstone);

        assertThat(bench.chunks("a")).hasSize(1);
    }

    @Test
    void countsCollapsedRecordsAsUnchanged() {
        IngestResult result = bench.run(bench.put("a", "one"), bench.put("a", "two"), bench.put("a", "three"));

        assertThat(result.outcomes()).containsEntry(Outcome.INDEXED, 1L).containsEntry(Outcome.UNCHANGED, 2L);
        assertThat(result.statuses()).hasSize(1);
        assertThat(bench.chunks("a").getFirst().text()).isEqualTo("three");
    }

    @Test
    void keepsTheOldChunksOfADocumentWhoseNewEventFails() {
        bench.run(bench.put("a", "good words"));
        DocumentStatus good = bench.status("a").orElseThrow();
        LogRecord bad = bench.append("c/a", "{\"text\":".getBytes(StandardCharsets.UTF_8), Map.of());
        IngestResult result = bench.run(bad);

        DocumentStatus failed = bench.status("a").orElseThrow();
        assertThat(result.deadLetters()).hasSize(1);
        assertThat(result.deadLetters().getFirst().record()).isSameAs(bad);
        assertThat(failed.state()).isEqualTo(DocumentState.FAILED);
        assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_JSON);
        assertThat(failed.version()).isEqualTo(good.version());
        assertThat(failed.contentHash()).isEqualTo(good.contentHash());
        assertThat(failed.chunks()).isEqualTo(1);
        assertThat(bench.chunks("a").getFirst().text()).isEqualTo("good words");

        bench.run(bench.put("a", "good words"));
        assertThat(bench.status("a").orElseThrow().state()).isEqualTo(DocumentState.INDEXED);
    }

    @Test
    void keepsTheOldChunksOfAVersionWhoseNewVectorsAreNotFinite() {
        bench.run(bench.put("a", "five", 5L));
        IngestResult result = bench.run(bench.put("a", BLURRED, 5L), bench.put("b", "good"));

        assertThat(bench.status("a").orElseThrow().state()).isEqualTo(DocumentState.FAILED);
        assertThat(result.deadLetters())
                .hasSize(1)
                .first()
                .extracting(letter -> letter.failure().code())
                .isEqualTo(ErrorCode.INVALID_VECTOR);
        assertThat(bench.chunks("a"))
                .hasSize(1)
                .first()
                .extracting(chunk -> chunk.text())
                .isEqualTo("five");
        assertThat(bench.status("b").orElseThrow().state()).isEqualTo(DocumentState.INDEXED);
    }

    @Test
    void isolatesDocumentsThatBreakTheEncoder() {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(bench.put("d" + i, i % 13 == 5 ? POISON + i : "clean " + i));
        }
        IngestResult result = bench.run(records.toArray(LogRecord[]::new));

        assertThat(result.outcomes()).containsEntry(Outcome.INDEXED, 37L).containsEntry(Outcome.DEAD_LETTERED, 3L);
        assertThat(result.deadLetters())
                .allSatisfy(letter -> assertThat(letter.failure().code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(bench.chunks("d4")).hasSize(1);
        assertThat(bench.chunks("d5")).isEmpty();
    }

    @Test
    void fallsBackToTheRecordBeforeOneThatBreaksTheEncoder() {
        IngestResult result = bench.run(bench.put("a", "good"), bench.put("a", POISON));

        assertThat(bench.chunks("a").getFirst().text()).isEqualTo("good");
        assertThat(bench.status("a").orElseThrow().state()).isEqualTo(DocumentState.FAILED);
        assertThat(bench.status("a").orElseThrow().version()).isZero();
        assertThat(result.outcomes()).containsEntry(Outcome.INDEXED, 1L).containsEntry(Outcome.DEAD_LETTERED, 1L);
    }

    @Test
    void throwsWhatIsNotTheDocumentsFault() {
        Ingestor warm = bench.ingestor(IngestListener.NONE);
        bench.commit(warm.process(List.of(bench.put("a", "first"))));
        LogRecord next = bench.put("b", "second");
        for (ErrorCode code : List.of(ErrorCode.OVERLOADED, ErrorCode.NOT_READY, ErrorCode.INTERNAL)) {
            bench.brokenWith = code;
            VizslaException error = catchThrowableOfType(VizslaException.class, () -> warm.process(List.of(next)));
            VizslaException cold = catchThrowableOfType(VizslaException.class, () -> bench.run(next));
            assertThat(error.code()).isEqualTo(code);
            assertThat(cold.code().kind()).isNotEqualTo(ErrorKind.CALLER);
        }
        bench.brokenWith = null;
        assertThat(bench.run(next).outcomes()).containsEntry(Outcome.INDEXED, 1L);
    }

    @Test
    void looksForNewsBeforeItGivesUpOnACollection() {
        LogRecord record = bench.put("a", "words");
        OpenCollection late = bench.collections.get("c");
        bench.collections.remove("c");

        IngestResult unknown = bench.ingestor(IngestListener.NONE).process(List.of(record));
        IngestResult found = bench.ingestor(new IngestListener() {
                    @Override
                    public void unknownCollection(String collection) {
                        bench.collections.with(late);
                    }
                })
                .process(List.of(record));

        assertThat(unknown.deadLetters().getFirst().failure().code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION);
        assertThat(found.outcomes()).containsEntry(Outcome.INDEXED, 1L);
    }

    @Test
    void fetchesClaimedContentAndTreatsItAsTheSameDocument() {
        String text = words(60, "wörd");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Artefact claim = bench.artefacts.put(new ByteArrayInputStream(bytes));
        DocumentBody inline = DocumentBody.ofText("Title", text, Map.of(), null);

        bench.run(bench.put("claimed", inline.claimed(claim)), bench.put("inline", inline));
        assertThat(bench.chunks("claimed").stream().map(chunk -> chunk.text()))
                .isEqualTo(bench.chunks("inline").stream()
                        .map(chunk -> chunk.text())
                        .toList())
                .isNotEmpty();
        assertThat(bench.run(bench.put("inline", inline.claimed(claim))).outcomes())
                .containsEntry(Outcome.UNCHANGED, 1L);
    }

    @Test
    void deadLettersMissingDamagedAndOversizedClaims() {
        Artefact damaged = bench.artefacts.put(new ByteArrayInputStream(new byte[] {1, 2}));
        bench.artefacts.damage(damaged, new byte[] {3});
        DocumentBody body = DocumentBody.ofText(null, "x", Map.of(), null);

        IngestResult result = bench.run(
                bench.put("missing", body.claimed(new Artefact("0".repeat(64), 1))),
                bench.put("damaged", body.claimed(damaged)),
                bench.put("large", body.claimed(new Artefact("1".repeat(64), 1L << 40))),
                bench.put("fine", body));

        assertThat(result.deadLetters().stream().map(letter -> letter.failure().code()))
                .containsExactly(ErrorCode.UNKNOWN_RESOURCE, ErrorCode.UNREADABLE_DOCUMENT, ErrorCode.TOO_LARGE);
        assertThat(result.outcomes()).containsEntry(Outcome.INDEXED, 1L);
    }

    @Test
    void deadLettersWhatCannotBeUsedAndHarmsNoNeighbor() {
        LogRecord[] records = {
            bench.append(null, new byte[] {'{', '}'}, Map.of()),
            bench.append("no slash", new byte[0], Map.of()),
            bench.put("empty", ""),
            bench.put("blank", "\u200b \n"),
            bench.put("year", DocumentBody.ofText(null, "x", Map.of("year", "late"), null)),
            bench.put("picture", DocumentBody.ofContent(new byte[] {1}, "image/png", Map.of(), null)),
            bench.append("c/version", null, Map.of("version", new byte[] {'x'})),
            bench.put("fine", "fine"),
        };
        IngestResult result = bench.run(records);

        assertThat(result.deadLetters().stream().map(letter -> letter.failure().code()))
                .containsExactly(
                        ErrorCode.INVALID_ARGUMENT,
                        ErrorCode.INVALID_ARGUMENT,
                        ErrorCode.EMPTY_DOCUMENT,
                        ErrorCode.EMPTY_DOCUMENT,
                        ErrorCode.INVALID_METADATA,
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        ErrorCode.INVALID_ARGUMENT);
        assertThat(result.outcomes()).containsEntry(Outcome.INDEXED, 1L).containsEntry(Outcome.DEAD_LETTERED, 7L);
    }
}
