package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentEvents;
import io.vizsla.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Records that cannot be indexed: kept as they came, and replayed on request. */
class DeadLettersIT extends WithFixture {

    @Test
    void deadLettersKeepTheRecordByteForByteAndHarmNobody() throws Exception {
        byte[] poison = {'{', 0, (byte) 0xff};
        LogPosition good = fixture.append("good", "hello there");
        LogPosition bad = send("bad", poison);
        fixture.log.send(new byte[] {(byte) 0xff}, poison, List.of()).get(30, TimeUnit.SECONDS);
        try (IndexerLoop _ = fixture.start()) {
            fixture.await("good", good);

            DocumentStatus failed = fixture.await("bad", bad);

            assertThat(failed.state()).isEqualTo(DocumentState.FAILED);
            List<ConsumerRecord<byte[], byte[]>> letters = awaitRecords(Topics.DEAD_LETTERS, 2);
            ConsumerRecord<byte[], byte[]> letter = letters.stream()
                    .filter(record -> record.key().length > 1)
                    .findFirst()
                    .orElseThrow();
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(DeadLetterRecords.source(letter)).isEqualTo(bad);
            assertThat(header(letter, "cause.code")).isEqualTo("invalid_json");
            assertThat(header(letter, "source.topic")).isEqualTo(Topics.DOCUMENTS);
            assertThat(fixture.indexed()).hasSize(1);
        }
    }

    @Test
    void replaysOnlyTheNewestDeadLetterOfDocumentsThatAreStillFailed() throws Exception {
        byte[] poison = "{}".getBytes(StandardCharsets.UTF_8);
        DeadLetterReplay replay =
                new DeadLetterReplay(fixture.connection, fixture.view, fixture.log, fixture.artefacts);
        DocumentRef unknown = new DocumentRef("later", "x");
        try (IndexerLoop _ = fixture.start()) {
            LogPosition early =
                    fixture.log.append(unknown, IndexerFixture.text("first")).get();
            LogPosition late =
                    fixture.log.append(unknown, IndexerFixture.text("second")).get();
            fixture.view.await(unknown, late).get(30, TimeUnit.SECONDS);
            LogPosition mended = send("mended", poison);
            fixture.await("mended", mended);
            fixture.await("mended", fixture.append("mended", "good now"));
            assertThat(early.offset()).isLessThan(late.offset());

            assertThat(replay.replay("docs")).isEqualTo(new DeadLetterReplay.Replayed(0, 1));
            assertThat(replay.replay("later")).isEqualTo(new DeadLetterReplay.Replayed(1, 1));
            List<ConsumerRecord<byte[], byte[]>> letters = awaitRecords(Topics.DEAD_LETTERS, 4);

            List<ConsumerRecord<byte[], byte[]>> ofLater = letters.stream()
                    .filter(letter -> new String(letter.key(), StandardCharsets.UTF_8).startsWith("later/"))
                    .toList();
            assertThat(ofLater).hasSize(3);
            assertThat(ofLater.getLast().value()).isEqualTo(ofLater.get(1).value());
        }
    }

    @Test
    void replaysLettersThatAreLongButPackWell() throws Exception {
        DeadLetterReplay replay =
                new DeadLetterReplay(fixture.connection, fixture.view, fixture.log, fixture.artefacts);
        DocumentRef unknown = new DocumentRef("later", "long");
        byte[] value = DocumentEvents.write(IndexerFixture.text("x".repeat(3 << 20)));
        try (IndexerLoop _ = fixture.start()) {
            LogPosition position = fixture.log
                    .send(unknown.key().getBytes(StandardCharsets.UTF_8), value, List.of())
                    .get();
            fixture.view.await(unknown, position).get(30, TimeUnit.SECONDS);

            assertThat(replay.replay("later")).isEqualTo(new DeadLetterReplay.Replayed(1, 0));
        }
    }

    @Test
    void deadLettersThatDoNotFitKeepTheirValueInTheStore() throws Exception {
        byte[] poison = ("not json " + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        LogPosition bad = send("bad", poison);
        try (IndexerLoop _ = fixture.start()) {
            fixture.await("bad", bad);

            ConsumerRecord<byte[], byte[]> letter =
                    awaitRecords(Topics.DEAD_LETTERS, 1).getFirst();

            assertThat(letter.value()).isNull();
            assertThat(DeadLetterRecords.value(letter, fixture.artefacts)).isEqualTo(poison);
        }
    }

    /** They pack well, or a sender packs better than we do: what came onto the log must come off it again. */
    @Test
    void headersAndKeysOfAMegabyteHoldUpNobody() throws Exception {
        byte[] noise = new byte[900 << 10];
        Seeds.random("DeadLettersIT").nextBytes(noise);
        List<Header> random = List.of(new RecordHeader("noise", noise));
        List<Header> zeros = List.of(new RecordHeader("zeros", new byte[20 << 20]));
        byte[] poison = {'{'};
        fixture.log.send(key("random"), poison, random).get(30, TimeUnit.SECONDS);
        fixture.log.send(key("zeros"), poison, zeros).get(30, TimeUnit.SECONDS);
        fixture.log.send(noise, poison, List.of()).get(30, TimeUnit.SECONDS);
        LogPosition good = fixture.append("good", "hello there");
        try (IndexerLoop _ = fixture.start()) {
            fixture.await("good", good);

            List<ConsumerRecord<byte[], byte[]>> letters = awaitRecords(Topics.DEAD_LETTERS, 3);
            assertThat(headers(letters, "random")).isEqualTo(random);
            assertThat(headers(letters, "zeros")).isEqualTo(zeros);
            ConsumerRecord<byte[], byte[]> keyless = letters.stream()
                    .filter(letter -> letter.key() == null)
                    .findFirst()
                    .orElseThrow();
            ArtefactStore.Artefact key = DeadLetterRecords.artefacts(keyless).getFirst();
            assertThat(fixture.artefacts.open(key).readAllBytes()).isEqualTo(noise);
            assertThat(new ArtefactSweep(fixture.connection, fixture.artefacts).sweep(Duration.ofNanos(1)))
                    .isZero();
        }
    }

    @Test
    void headersAreSentAgainAsTheyCame() throws Exception {
        DeadLetterReplay replay =
                new DeadLetterReplay(fixture.connection, fixture.view, fixture.log, fixture.artefacts);
        DocumentRef unknown = new DocumentRef("later", "x");
        List<Header> headers = List.of(
                new RecordHeader("twice", new byte[] {1}),
                new RecordHeader("twice", new byte[] {2}),
                new RecordHeader("none", null),
                new RecordHeader(DeadLetterRecords.CODE, new byte[] {3}),
                new RecordHeader(DeadLetterRecords.VALUE_SHA256, new byte[] {4}),
                new RecordHeader("sender.name", new byte[] {5}));
        byte[] value = DocumentEvents.write(IndexerFixture.text("text"));
        try (IndexerLoop _ = fixture.start()) {
            LogPosition position = fixture.log
                    .send(unknown.key().getBytes(StandardCharsets.UTF_8), value, headers)
                    .get(30, TimeUnit.SECONDS);
            fixture.view.await(unknown, position).get(30, TimeUnit.SECONDS);
            ConsumerRecord<byte[], byte[]> letter =
                    awaitRecords(Topics.DEAD_LETTERS, 1).getFirst();
            assertThat(header(letter, DeadLetterRecords.CODE)).isEqualTo("unknown_collection");

            assertThat(replay.replay("later")).isEqualTo(new DeadLetterReplay.Replayed(1, 0));

            assertThat(List.of(awaitRecords(Topics.DOCUMENTS, 2)
                            .getLast()
                            .headers()
                            .toArray()))
                    .isEqualTo(headers);
        }
    }

    private List<Header> headers(List<ConsumerRecord<byte[], byte[]>> letters, String id) {
        ConsumerRecord<byte[], byte[]> letter = letters.stream()
                .filter(one -> one.key() != null && Arrays.equals(one.key(), key(id)))
                .findFirst()
                .orElseThrow();
        return DeadLetterRecords.headers(letter, fixture.artefacts);
    }

    private static byte[] key(String id) {
        return ("docs/" + id).getBytes(StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
