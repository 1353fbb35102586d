package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class CommitCheckIT extends WithFixture {

    private static final Duration GUARD = Duration.ofSeconds(30);

    @Test
    void tellsWhatWasCommittedFromWhatWasNot() throws Exception {
        RecordMetadata kept;
        RecordMetadata dropped;
        RecordMetadata left;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            kept = send(producer);
            producer.commitTransaction();
            dropped = send(producer);
            producer.abortTransaction();
            left = send(producer);
            producer.flush();
        }
        try (KafkaProducer<byte[], byte[]> next = producer()) {
            // Ends what the one before has left open.
            next.initTransactions();

            assertThat(CommitCheck.isCommitted(fixture.connection, kept, GUARD)).isTrue();
            assertThat(CommitCheck.isCommitted(fixture.connection, dropped, GUARD))
                    .isFalse();
            assertThat(CommitCheck.isCommitted(fixture.connection, left, GUARD)).isFalse();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return fixture.connection.producer(Map.of("client.id", "check", "transactional.id", "check", "acks", "all"));
    }

    private static RecordMetadata send(KafkaProducer<byte[], byte[]> producer) throws Exception {
        producer.beginTransaction();
        return producer.send(new ProducerRecord<>(Topics.REGISTRY, new byte[] {1}, new byte[] {2}))
                .get();
    }
}
