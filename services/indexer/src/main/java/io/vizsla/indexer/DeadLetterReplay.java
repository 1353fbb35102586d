package io.vizsla.indexer;

import io.vizsla.api.document.CollectionName;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Appends what was dead-lettered to the log again, after the cause was mended. Only the newest dead letter of a document
 * counts, and only while the document is still failed; letters without a usable key belong to no collection and stay.
 *
 * <p>Safe for any number of threads. Running it twice before the loop has come to the first replay appends a record
 * twice, which the ingest machine makes harmless.
 */
public final class DeadLetterReplay {

    private static final System.Logger LOG = System.getLogger(DeadLetterReplay.class.getName());

    private final LogConnection connection;
    private final DocumentStates states;
    private final DocumentLog log;
    private final ArtefactStore artefacts;

    /** Makes a replay over parts that the caller owns. */
    public DeadLetterReplay(LogConnection connection, DocumentStates states, DocumentLog log, ArtefactStore artefacts) {
        this.connection = connection;
        this.states = states;
        this.log = log;
        this.artefacts = artefacts;
    }

    /**
     * What a replay did.
     *
     * @param replayed how many records were appended again
     * @param skipped how many dead letters of the collection were not: an older one of the same document, one of a
     *     document that is failed no longer, one whose value the artefact store has no longer, or one that is too long
     *     for the log as it is now
     */
    public record Replayed(long replayed, long skipped) {}

    /**
     * Replays the dead letters of a collection and returns once the log has acknowledged them.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} or {@code STORE_UNAVAILABLE}; some may have been appended then
     */
    public Replayed replay(String collection) {
        CollectionName.check(collection);
        Map<DocumentRef, LogPosition> newest = newest(collection);
        List<CompletableFuture<LogPosition>> sent = new ArrayList<>();
        long[] seen = {0};
        TopicScan.scan(connection, Topics.DEAD_LETTERS, letter -> {
            DocumentRef document = document(letter, collection);
            if (document != null) {
                seen[0]++;
                LogPosition source = DeadLetterRecords.source(letter);
                if (source != null && source.equals(newest.get(document)) && failed(document)) {
                    newest.remove(document);
                    send(letter, sent);
                }
            }
        });
        long replayed = finish(sent);
        return new Replayed(replayed, seen[0] - replayed);
    }

    /** Positions only: the values of all dead letters need not fit into memory. */
    private Map<DocumentRef, LogPosition> newest(String collection) {
        Map<DocumentRef, LogPosition> newest = new HashMap<>();
        TopicScan.scan(connection, Topics.DEAD_LETTERS, letter -> {
            DocumentRef document = document(letter, collection);
            LogPosition source = DeadLetterRecords.source(letter);
            if (document != null && source != null) {
                newest.merge(document, source, (one, other) -> one.offset() >= other.offset() ? one : other);
            }
        });
        return newest;
    }

    private boolean failed(DocumentRef document) {
        return states.find(document)
                .filter(status -> status.state() == DocumentState.FAILED)
                .isPresent();
    }

    /** A part that is gone is this letter's trouble alone; the letters behind it go on. */
    private void send(ConsumerRecord<byte[], byte[]> letter, List<CompletableFuture<LogPosition>> sent) {
        byte[] value;
        List<Header> headers;
        try {
            value = DeadLetterRecords.value(letter, artefacts);
            headers = DeadLetterRecords.headers(letter, artefacts);
        } catch (VizslaException failed) {
            if (failed.code().kind() != ErrorKind.CALLER) {
                throw failed;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Dead letter {0} was not replayed: {1}",
                    Long.toString(letter.offset()),
                    failed.detail());
            return;
        }
        sent.add(log.send(letter.key(), value, headers));
    }

    /** Returns how many the log has taken; one that is too long for it is skipped. */
    private static long finish(List<CompletableFuture<LogPosition>> sent) {
        long taken = 0;
        for (CompletableFuture<LogPosition> one : sent) {
            try {
                one.join();
                taken++;
            } catch (CompletionException failed) {
                if (!tooLong(failed)) {
                    throw LogErrors.unavailable("replay dead letters", failed);
                }
                LOG.log(System.Logger.Level.WARNING, "A dead letter was not replayed: {0}", failed.getMessage());
            }
        }
        return taken;
    }

    private static boolean tooLong(Throwable failed) {
        Throwable cause = failed;
        while (cause != null && !(cause instanceof RecordTooLargeException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** Returns the document that a letter is about, null if it is of another collection or of none. */
    private static @Nullable DocumentRef document(ConsumerRecord<byte[], byte[]> letter, String collection) {
        String key = letter.key() == null ? "" : new String(letter.key(), StandardCharsets.UTF_8);
        if (!key.startsWith(collection + "/")) {
            return null;
        }
        try {
            return DocumentRef.parseKey(key);
        } catch (VizslaException noDocument) {
            return null;
        }
    }
}
