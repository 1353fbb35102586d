package io.vizsla.query.port;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What people said of hits: onto the log and back. Safe for any number of threads. */
public interface Judgements {

    /**
     * Appends a judgement, in place of an earlier one of the same kind on the same query and document; done once the log
     * has it.
     *
     * @return fails with {@code LOG_UNAVAILABLE}
     */
    CompletableFuture<LogPosition> append(Judgement judgement);

    /** Takes a judgement back; does nothing if there is none. */
    CompletableFuture<LogPosition> remove(DocumentRef document, String query, Judgement.Source source);

    /**
     * Returns once what stands at the position is listed and counts as an example.
     *
     * @throws VizslaException {@code TIMEOUT} if that takes longer, {@code LOG_UNAVAILABLE} if the log fails
     */
    void await(LogPosition position, Duration longest);

    /**
     * Returns once all that the log had when this was called is listed.
     *
     * @throws VizslaException {@code TIMEOUT} if that takes longer, {@code LOG_UNAVAILABLE} if the log fails
     */
    void catchUp(Duration longest);

    /** Returns the next judgements of a collection after a {@link Judgement#key() key}, in the order of keys. */
    List<Judgement> page(String collection, @Nullable String after, int limit);

    /** Returns how many judgements a collection has. */
    long count(String collection);
}
