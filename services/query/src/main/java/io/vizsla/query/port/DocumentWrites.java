package io.vizsla.query.port;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentBody;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The way of documents onto the log, and back to those who wait for them. Safe for any number of threads. */
public interface DocumentWrites {

    /**
     * Appends an event; done once the log has it.
     *
     * @param body null to delete the document
     * @return fails with {@code LOG_UNAVAILABLE}, {@code TOO_LARGE}, or what is wrong with the body
     * @throws VizslaException where that is known at once
     */
    CompletableFuture<LogPosition> append(DocumentRef document, @Nullable DocumentBody body);

    /** Returns what became of the document once its event at the position, or a later one, was looked at. */
    CompletableFuture<DocumentStatus> await(DocumentRef document, LogPosition position);

    /** Returns a future that is done once every event that is on the log now was looked at. */
    CompletableFuture<Void> caughtUp();

    /**
     * Appends the dead-lettered records of a collection again and returns how many there were.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if the log does not answer
     */
    long replayDeadLetters(String collection);
}
