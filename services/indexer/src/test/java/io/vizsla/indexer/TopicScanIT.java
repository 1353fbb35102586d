package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicScanIT extends WithFixture {

    @Test
    void waitsForWhatATransactionHoldsBack() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = open("held-back")) {
            // Longer than the commit below may take on a busy machine.
            CompletableFuture<Integer> scan = CompletableFuture.supplyAsync(() -> count(Duration.ofSeconds(50)));
            Thread.sleep(1000);
            assertThat(scan).isNotDone();

            producer.commitTransaction();

            assertThat(scan.get(60, TimeUnit.SECONDS)).isOne();
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

    /** Returns how many records there are, having waited so long for those that are undecided. */
    private int count(Duration undecided) {
        AtomicInteger found = new AtomicInteger();
        TopicScan.scan(fixture.connection, Topics.DEAD_LETTERS, _ -> found.incrementAndGet(), undecided);
        return found.get();
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
