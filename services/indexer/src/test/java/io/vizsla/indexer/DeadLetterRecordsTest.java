package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.testkit.InMemoryArtefactStore;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterRecordsTest {

    private static final String NAME = "0123456789abcdef".repeat(4);

    private final InMemoryArtefactStore artefacts = new InMemoryArtefactStore();

    @Test
    void readsTheArtefactThatTheHeadersName() {
        assertThat(DeadLetterRecords.artefacts(letter(null, NAME, "12"))).containsExactly(new Artefact(NAME, 12));
    }

    @Test
    void takesForeignHeadersForNoArtefact() {
        assertThat(DeadLetterRecords.artefacts(letter(null, NAME, "twelve"))).isEmpty();
        assertThat(DeadLetterRecords.artefacts(letter(null, "../../up", "12"))).isEmpty();
        assertThat(DeadLetterRecords.artefacts(letter(null, "a", "12"))).isEmpty();
    }

    @Test
    void keepsTheValueThatARecordOfForeignHeadersHolds() {
        byte[] value = {1, 2};
        assertThat(DeadLetterRecords.value(letter(value, NAME, "twelve"), artefacts))
                .isEqualTo(value);
    }

    @Test
    void doesNotTakeAValueThatCannotBeFoundForADeletion() {
        assertThat(code(letter(null, NAME, "twelve"))).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(code(letter(null, NAME, "12"))).isEqualTo(ErrorCode.UNKNOWN_RESOURCE);
    }

    private ErrorCode code(ConsumerRecord<byte[], byte[]> letter) {
        return catchThrowableOfType(VizslaException.class, () -> DeadLetterRecords.value(letter, artefacts))
                .code();
    }

    private static ConsumerRecord<byte[], byte[]> letter(byte[] value, String sha256, String bytes) {
        ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>(Topics.DEAD_LETTERS, 0, 0, null, value);
        letter.headers().add(DeadLetterRecords.VALUE_SHA256, sha256.getBytes(StandardCharsets.UTF_8));
        letter.headers().add(DeadLetterRecords.VALUE_BYTES, bytes.getBytes(StandardCharsets.UTF_8));
        return letter;
    }
}
