package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicScanIT extends WithFixture {

    @Test
    void waitsForWhatATransactionHoldsBack() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = open("held-back")) {
            CompletableFuture<Integer> scan = CompletableFuture.supplyAsync(
                    () -> fixture.read(Topics.DEAD_LETTERS).size());
            Thread.sleep(1000);
            assertThat(scan).isNotDone();

            producer.commitTransaction();

            assertThat(scan.get(30, TimeUnit.SECONDS)).isOne();
        }
    }

    @Test
    void doesNotWaitForEverForATransactionThatStaysOpen() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = open("stays-open")) {
            CompletableFuture<Integer> scan = CompletableFuture.supplyAsync(
                    () -> fixture.read(Topics.DEAD_LETTERS).size());

            assertThat(scan.get(30, TimeUnit.SECONDS)).isZero();

            producer.abortTransaction();
        }
    }

    /** A transaction that is open and has a record in it. */
    private KafkaProducer<byte[], byte[]> open(String name) throws Exception {
        KafkaProducer<byte[], byte[]> producer = fixture.connection.producer(Map.of("transactional.id", name));
        try {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.DEAD_LETTERS, new byte[] {1}, new byte[] {2}))
                    .get(30, TimeUnit.SECONDS);
            return producer;
        } catch (Exception | Error failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }
}
