package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Changes of {@code vizsla.registry} that rest on what it holds. All processes make them in transactions of one name: whoever
 * begins ends what another one has open, so that of two who looked at the same state one has to look again.
 */
final class LoneWriter {

    private static final String NAME = "vizsla-registry";
    private static final int ATTEMPTS = 20;
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final LogConnection connection;
    private final TopicFollower follower;

    /** @param follower of the registry */
    LoneWriter(LogConnection connection, TopicFollower follower) {
        this.connection = connection;
        this.follower = follower;
    }

    /**
     * Writes what a change comes to and returns once it is seen here.
     *
     * @param change called when all of the registry has been read, again where somebody else came first; gives records by key,
     *     null for one that is to be gone; none if there is nothing to write. Throws to leave the registry alone
     * @throws VizslaException what the change throws; {@code LOG_UNAVAILABLE}
     */
    synchronized void write(String doing, Supplier<Map<String, byte @Nullable []>> change) {
        BackOff backOff = new BackOff(Duration.ofMillis(20), Duration.ofSeconds(1));
        List<RecordMetadata> unsure = List.of();
        for (int attempt = 1; ; attempt++) {
            try {
                writeOnce(doing, change, unsure);
                return;
            } catch (UnsureException unknown) {
                if (attempt == ATTEMPTS) {
                    throw unknown.failure;
                }
                unsure = unknown.records;
                rest(backOff.next(), doing);
            } catch (ProducerFencedException | InvalidProducerEpochException | InvalidTxnStateException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw LogErrors.unavailable(doing, overtaken);
                }
                rest(backOff.next(), doing);
            } catch (KafkaException failed) {
                throw LogErrors.unavailable(doing, failed);
            }
        }
    }

    /** @param unsure what an attempt before this one may have written */
    private void writeOnce(String doing, Supplier<Map<String, byte @Nullable []>> change, List<RecordMetadata> unsure) {
        KafkaProducer<byte[], byte[]> producer = producer();
        try {
            // From here on the attempt before has either written or not.
            producer.initTransactions();
            follower.readToEnd(WAIT);
            if (unsure.isEmpty() || !CommitCheck.isCommitted(connection, unsure.getFirst(), WAIT)) {
                write(producer, change.get(), doing);
            }
        } finally {
            // Bounded: what it has left open, the next one of its name ends.
            producer.close(CLOSE);
        }
    }

    private void write(KafkaProducer<byte[], byte[]> producer, Map<String, byte @Nullable []> records, String doing) {
        if (records.isEmpty()) {
            return;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        producer.beginTransaction();
        records.forEach((key, value) -> sent.add(
                producer.send(new ProducerRecord<>(Topics.REGISTRY, key.getBytes(StandardCharsets.UTF_8), value))));
        commit(producer, sent, doing);
        for (Future<RecordMetadata> one : sent) {
            RecordMetadata written = LogErrors.get(one, WAIT.toMillis(), doing);
            follower.await(written.partition(), written.offset(), WAIT);
        }
    }

    /**
     * Commits. Where another writer's beginning and this one's end meet, a broker may answer with an error that it does not explain, and
     * that client libraries know no class for; what became of the transaction is then seen by its records.
     */
    private static void commit(
            KafkaProducer<byte[], byte[]> producer, List<Future<RecordMetadata>> sent, String doing) {
        try {
            producer.commitTransaction();
        } catch (KafkaException failed) {
            if (failed.getClass() != KafkaException.class
                    || sent.stream().anyMatch(one -> one.state() != Future.State.SUCCESS)) {
                throw failed;
            }
            throw new UnsureException(
                    sent.stream().map(Future::resultNow).toList(), LogErrors.unavailable(doing, failed));
        }
    }

    /** Nobody knows whether these records were committed. */
    private static final class UnsureException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient List<RecordMetadata> records;
        private final VizslaException failure;

        UnsureException(List<RecordMetadata> records, VizslaException failure) {
            super(failure);
            this.records = records;
            this.failure = failure;
        }
    }

    /** A transaction that a killed process leaves open hides the registry's later records for its timeout at most. */
    private KafkaProducer<byte[], byte[]> producer() {
        return connection.producer(Map.of(
                "client.id", NAME,
                "transactional.id", NAME,
                "acks", "all",
                "linger.ms", 0,
                "transaction.timeout.ms", 10_000,
                "max.block.ms", 30_000,
                "delivery.timeout.ms", 30_000,
                "request.timeout.ms", 20_000));
    }

    private static void rest(Duration pause, String doing) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "Interrupted while trying to " + doing, interrupted);
        }
    }
}
