package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.text.CleanText;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.ingestion.DocumentEvents;
import io.vizsla.ingestion.LogRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Appends documents and deletions to {@code vizsla.documents}. What is acknowledged is on all in-sync replicas, once, and
 * in the order in which it was appended for each document.
 *
 * <p>Safe for any number of threads.
 */
public final class DocumentLog implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final ArtefactStore artefacts;
    private final int claimBytes;

    private DocumentLog(KafkaProducer<byte[], byte[]> producer, ArtefactStore artefacts, int claimBytes) {
        this.producer = producer;
        this.artefacts = artefacts;
        this.claimBytes = claimBytes;
    }

    /** Opens a producer; the caller closes it, and owns the store. */
    public static DocumentLog open(LogConnection connection, ArtefactStore artefacts, DocumentLogOptions options) {
        int deliverMillis = Math.toIntExact(options.deliverFor().toMillis());
        KafkaProducer<byte[], byte[]> producer = connection.producer(Map.ofEntries(
                Map.entry("client.id", "vizsla-documents"),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("compression.type", options.compression()),
                Map.entry("linger.ms", 5),
                Map.entry("batch.size", 128 << 10),
                Map.entry("buffer.memory", options.bufferBytes()),
                // Counted before compression, while the broker counts after it; so the broker is who decides.
                Map.entry("max.request.size", (int) Math.min(options.bufferBytes(), Integer.MAX_VALUE)),
                Map.entry("max.block.ms", options.blockFor().toMillis()),
                Map.entry("delivery.timeout.ms", deliverMillis),
                Map.entry("request.timeout.ms", Math.min(30_000, deliverMillis - 100))));
        return new DocumentLog(producer, artefacts, options.claimBytes());
    }

    /**
     * Appends a document, or its deletion if there is no body. May block while the producer's memory is full.
     *
     * @return the record's place once it is acknowledged; completed on the producer's thread, where nobody should wait.
     *     Fails with {@code LOG_UNAVAILABLE} if the log does not answer and {@code TOO_LARGE} if title and metadata alone
     *     are over the bound
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the body must go to the artefact store, which fails;
     *     {@code INVALID_METADATA} if the metadata holds something that is no JSON value
     */
    public CompletableFuture<LogPosition> append(DocumentRef document, @Nullable DocumentBody body) {
        return append(document, body, Map.of());
    }

    /** As {@link #append(DocumentRef, DocumentBody)} with headers, such as those of a trace. */
    public CompletableFuture<LogPosition> append(
            DocumentRef document, @Nullable DocumentBody body, Map<String, byte[]> headers) {
        List<Header> all = new ArrayList<>(headers(headers));
        byte[] value = body == null ? null : DocumentEvents.write(body);
        if (body != null && value != null && value.length > claimBytes) {
            value = claim(body);
            all.add(new RecordHeader(LogRecord.CLAIM_HEADER, new byte[0]));
        }
        return send(key(document), value, all);
    }

    /**
     * Appends a deletion that counts as this version: it removes the document unless a higher version is there.
     *
     * @param version at least 0
     */
    public CompletableFuture<LogPosition> delete(DocumentRef document, long version) {
        byte[] decimal = Long.toString(version).getBytes(StandardCharsets.US_ASCII);
        return append(document, null, Map.of(LogRecord.VERSION_HEADER, decimal));
    }

    /** Returns once everything that was appended before is acknowledged or has failed. */
    public void flush() {
        producer.flush();
    }

    /** Sends what is under way, waiting a few seconds at most, and lets go of all resources. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }

    CompletableFuture<LogPosition> send(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        CompletableFuture<LogPosition> future = new CompletableFuture<>();
        try {
            var _ = producer.send(
                    new ProducerRecord<>(Topics.DOCUMENTS, null, key, value, headers), (written, failed) -> {
                        if (failed == null) {
                            future.complete(new LogPosition(written.partition(), written.offset()));
                        } else {
                            future.completeExceptionally(LogErrors.unavailable("append a document", failed));
                        }
                    });
        } catch (KafkaException | IllegalStateException failed) {
            future.completeExceptionally(LogErrors.unavailable("append a document", failed));
        }
        return future;
    }

    private byte[] claim(DocumentBody body) {
        byte[] claimed = DocumentEvents.write(claimed(body));
        if (claimed.length > claimBytes) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE, "metadata", claimed.length + " bytes with the title", "at most " + claimBytes);
        }
        return claimed;
    }

    private DocumentBody claimed(DocumentBody body) {
        byte[] bytes = body.content();
        if (body.text() != null) {
            bytes = CleanText.clean(body.text()).getBytes(StandardCharsets.UTF_8);
        }
        return bytes == null ? body : body.claimed(artefacts.put(new ByteArrayInputStream(bytes)));
    }

    private static byte[] key(DocumentRef document) {
        return document.key().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Header> headers(Map<String, byte[]> headers) {
        return headers.entrySet().stream()
                .<Header>map(header -> new RecordHeader(header.getKey(), header.getValue()))
                .toList();
    }
}
