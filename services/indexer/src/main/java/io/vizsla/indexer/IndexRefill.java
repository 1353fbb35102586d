package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.passage.PassageIndexes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Has indexes that are gone filled again from the log. Where a collection's index does not exist although the states tell
 * of chunks in it, the group is set back to the beginning of the log, and then those states are forgotten. The loop does
 * the rest as ever: it writes what it knows no state of and passes over everything else.
 *
 * <p>A crash at any moment before the end leaves an index that does not exist and states that tell of it, or no such
 * states and a group that is set back; both are taken up by the next start.
 *
 * <p>What a rebuild cannot know: an older event that a failed one or one of a lower version has replaced on the compacted
 * log. A record that fails again is dead-lettered again if chunks of an older event stood in the index, or if it has no
 * key of a document.
 */
public final class IndexRefill {

    private static final System.Logger LOG = System.getLogger(IndexRefill.class.getName());
    private static final List<DocumentState> WITH_CHUNKS = List.of(DocumentState.INDEXED, DocumentState.FAILED);
    private static final int PAGE = 1000;
    private static final long WAIT_MILLIS = 30_000;

    private final LogConnection connection;
    private final CollectionRegistry registry;
    private final PassageIndexes indexes;
    private final StatusView view;
    private final LoopOptions options;

    /** Makes a refill over parts that the caller owns, for the loop of these options. */
    public IndexRefill(
            LogConnection connection,
            CollectionRegistry registry,
            PassageIndexes indexes,
            StatusView view,
            LoopOptions options) {
        this.connection = connection;
        this.registry = registry;
        this.indexes = indexes;
        this.view = view;
        this.options = options;
    }

    /**
     * Looks for lost indexes and prepares the log for filling them. To be called before the loop starts and before anybody
     * opens an index; without a lost one it costs next to nothing.
     *
     * @return the collections whose index will be filled again
     * @throws VizslaException {@code LOG_UNAVAILABLE} if the log does not answer
     */
    public List<String> prepare() {
        List<String> missing = registry.list().stream()
                .filter(spec -> !indexes.exists(spec.indexName()))
                .map(CollectionSpec::name)
                .toList();
        if (missing.isEmpty()) {
            return missing;
        }
        // Ends what a killed process left open, past which the view could not read.
        try (Producer<byte[], byte[]> producer = ResultWriter.producer(connection::producer, options)) {
            view.readToEnd(options.catchUp());
            List<String> lost = missing.stream().filter(this::hasChunks).toList();
            if (!lost.isEmpty()) {
                LOG.log(System.Logger.Level.WARNING, "No index is there of {0}: filled again from the log", lost);
                rewind(producer);
                lost.forEach(name -> forget(producer, name));
                view.readToEnd(options.catchUp());
            }
            return lost;
        } catch (KafkaException failed) {
            throw LogErrors.unavailable("prepare the log for filling " + missing, failed);
        }
    }

    private boolean hasChunks(String collection) {
        boolean[] found = {false};
        for (DocumentState state : WITH_CHUNKS) {
            forEachPage(collection, state, page -> {
                found[0] = !page.isEmpty();
                return !found[0];
            });
            if (found[0]) {
                return true;
            }
        }
        return false;
    }

    private void rewind(Producer<byte[], byte[]> producer) {
        Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
        try (Admin admin = connection.admin("vizsla-refill")) {
            LogErrors.get(
                            admin.listConsumerGroupOffsets(options.group()).partitionsToOffsetAndMetadata(),
                            WAIT_MILLIS,
                            "read the offsets of " + options.group())
                    .forEach((partition, committed) -> {
                        if (committed != null && partition.topic().equals(Topics.DOCUMENTS)) {
                            start.put(partition, LoopProgress.again(committed));
                        }
                    });
        }
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(start, new ConsumerGroupMetadata(options.group()));
        producer.commitTransaction();
    }

    private void forget(Producer<byte[], byte[]> producer, String collection) {
        for (DocumentState state : WITH_CHUNKS) {
            forEachPage(collection, state, page -> {
                producer.beginTransaction();
                page.forEach(document -> forget(producer, document));
                producer.commitTransaction();
                return true;
            });
        }
    }

    private static void forget(Producer<byte[], byte[]> producer, DocumentRef document) {
        byte[] key = document.key().getBytes(StandardCharsets.UTF_8);
        // A failed send fails the commit.
        var _ = producer.send(new ProducerRecord<>(Topics.STATUS, key, null));
    }

    /** Visits the documents that have chunks, page by page, while the visitor wants more. */
    private void forEachPage(String collection, DocumentState state, Visitor visitor) {
        String after = null;
        boolean more = true;
        while (more) {
            List<DocumentStatus> page = view.list(collection, state, after, PAGE);
            more = !page.isEmpty()
                    && visitor.visit(page.stream()
                            .filter(status -> status.chunks() > 0)
                            .map(DocumentStatus::document)
                            .toList());
            after = page.isEmpty() ? after : page.getLast().document().id();
        }
    }

    /** Takes a page; returns whether it wants the next. */
    private interface Visitor {
        boolean visit(List<DocumentRef> page);
    }
}
