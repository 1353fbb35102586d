package io.vizsla.indexer;

import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.ingestion.DeadLetter;
import io.vizsla.ingestion.IngestResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes what a batch came to in one transaction with its offsets: states, dead letters and progress are all there or none
 * of them is. Whatever goes wrong, the writer is of no use afterwards; a new one fences this one off and ends what it left
 * open.
 */
final class ResultWriter implements AutoCloseable {

    /** Above the largest state or dead letter; the topics' own bounds are lower. */
    private static final int REQUEST_BYTES = 16 << 20;

    private final Producer<byte[], byte[]> producer;
    private final ArtefactStore artefacts;
    private final int deadLetterBytes;

    private ResultWriter(Producer<byte[], byte[]> producer, ArtefactStore artefacts, int deadLetterBytes) {
        this.producer = producer;
        this.artefacts = artefacts;
        this.deadLetterBytes = deadLetterBytes;
    }

    /** Opens a writer; returns once every transaction that was begun under the same name is over. */
    static ResultWriter open(LoopSurroundings surroundings, ArtefactStore artefacts, LoopOptions options) {
        return new ResultWriter(producer(surroundings::producer, options), artefacts, options.deadLetterBytes());
    }

    /** Makes a producer under the loop's own name; returns once every transaction that was begun under it is over. */
    static Producer<byte[], byte[]> producer(
            Function<Map<String, ?>, Producer<byte[], byte[]>> make, LoopOptions options) {
        Producer<byte[], byte[]> producer = make.apply(Map.of(
                "client.id",
                options.transactionalId(),
                "transactional.id",
                options.transactionalId(),
                "acks",
                "all",
                "compression.type",
                "lz4",
                "linger.ms",
                0,
                "max.request.size",
                REQUEST_BYTES,
                "transaction.timeout.ms",
                60_000,
                "max.block.ms",
                60_000,
                "delivery.timeout.ms",
                50_000,
                "request.timeout.ms",
                30_000));
        try {
            producer.initTransactions();
            return producer;
        } catch (RuntimeException failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    /** Commits; returns once the transaction is decided. */
    void commit(LogBatch batch, LoopProgress progress, IngestResult result, ConsumerGroupMetadata group) {
        // What may touch the disk comes first: a failure there leaves no transaction open.
        List<ProducerRecord<byte[], byte[]>> records = records(result);
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : records) {
            // A failed send fails the commit.
            var _ = producer.send(record);
        }
        producer.sendOffsetsToTransaction(batch.offsets(progress), group);
        producer.commitTransaction();
    }

    /** Commits, for partitions of which nothing is written, how far they are and that they are held. */
    void commitHeld(Map<Integer, Long> reached, LoopProgress progress, String hold, ConsumerGroupMetadata group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        reached.forEach((partition, offset) ->
                offsets.put(new TopicPartition(Topics.DOCUMENTS, partition), progress.held(partition, offset, hold)));
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }

    private List<ProducerRecord<byte[], byte[]>> records(IngestResult result) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (DocumentStatus status : result.statuses()) {
            byte[] key = status.document().key().getBytes(StandardCharsets.UTF_8);
            records.add(new ProducerRecord<>(Topics.STATUS, key, StatusJson.write(status)));
        }
        for (DeadLetter letter : result.deadLetters()) {
            records.add(DeadLetterRecords.write(letter, artefacts, deadLetterBytes));
        }
        return records;
    }
}
