package io.vizsla.indexer;

import io.vizsla.api.collection.RebuildProgress.State;
import io.vizsla.api.error.VizslaException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How a rebuild stands. Safe for any number of threads. */
final class RebuildStand {

    private final AtomicReference<Now> now = new AtomicReference<>(new Now(State.BUILDING, null, Instant.now()));

    /**
     * How it stands at one moment.
     *
     * @param trouble what is in its way, or was when it failed; null for nothing
     * @param since when the state began
     */
    record Now(State state, @Nullable String trouble, Instant since) {}

    Now now() {
        return Objects.requireNonNull(now.get());
    }

    boolean isBuilding() {
        return now().state() == State.BUILDING;
    }

    void done() {
        now.set(new Now(State.DONE, null, Instant.now()));
    }

    /** Notes why it cannot go on, for now or for good, and returns that. */
    String fail(Throwable cause, boolean isForGood) {
        String detail = said(cause);
        now.updateAndGet(before -> isForGood
                ? new Now(State.FAILED, detail, Instant.now())
                : new Now(State.BUILDING, detail, before.since()));
        return detail;
    }

    /** Notes what is in its way while it is under way; null for nothing any more. */
    void trouble(@Nullable Throwable cause) {
        now.updateAndGet(before -> before.state() != State.BUILDING
                ? before
                : new Now(before.state(), cause == null ? null : said(cause), before.since()));
    }

    private static String said(Throwable cause) {
        return cause instanceof VizslaException known ? known.detail() : cause.toString();
    }
}
