package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Removes artefacts that nothing on the log refers to any longer: their documents or models were replaced or deleted, and
 * compaction has removed the records. Reads the topics of documents, dead letters and the registry whole, so it is for once a
 * day, not for each request.
 */
public final class ArtefactSweep {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final LogConnection connection;
    private final ArtefactStore store;

    /** Makes a sweep of a store that the caller owns. */
    public ArtefactSweep(LogConnection connection, ArtefactStore store) {
        this.connection = connection;
        this.store = store;
    }

    /**
     * Sweeps once.
     *
     * @param grace artefacts that were stored more recently stay: their records may not be on the log yet; above 0
     * @return how many were removed
     * @throws VizslaException {@code LOG_UNAVAILABLE} or {@code STORE_UNAVAILABLE}
     */
    public int sweep(Duration grace) {
        if (grace.isNegative() || grace.isZero()) {
            throw VizslaException.invalid("grace", grace, "above 0");
        }
        Instant before = Instant.now().minus(grace);
        Set<String> candidates = new HashSet<>(store.storedBefore(before));
        if (candidates.isEmpty()) {
            return 0;
        }
        TopicScan.scan(connection, Topics.DOCUMENTS, record -> spare(record.value(), candidates));
        TopicScan.scan(connection, Topics.DEAD_LETTERS, record -> spare(record, candidates));
        TopicScan.scan(connection, Topics.REGISTRY, record -> spare(record.value(), candidates));
        int removed = 0;
        for (String name : candidates) {
            removed += store.remove(name, before) ? 1 : 0;
        }
        return removed;
    }

    private static void spare(ConsumerRecord<byte[], byte[]> letter, Set<String> candidates) {
        spare(letter.value(), candidates);
        DeadLetterRecords.artefacts(letter).forEach(part -> candidates.remove(part.sha256()));
    }

    /** Anything that looks like a name counts as a reference, so that no form of an event is overlooked. */
    private static void spare(byte @Nullable [] value, Set<String> candidates) {
        if (value == null) {
            return;
        }
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (text.contains("claim")) {
            Matcher names = NAME.matcher(text);
            while (names.find()) {
                candidates.remove(names.group());
            }
        }
    }
}
