package io.vizsla.query.bulk;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.json.StrictJson;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.query.port.Futures;
import io.vizsla.query.security.Ownership;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The state of one bulk request: how many documents are on their way, and what became of the others. One thread sends;
 * answers come on any thread. How much is on its way is bounded, which is what slows a fast sender down.
 */
final class BulkRun {

    private static final int UNIT = 1024;

    private final String collection;
    private final Ownership own;
    private final DocumentWrites writes;
    private final LimitsConfig limits;
    private final @Nullable Duration patience;

    private final int window;
    private final Semaphore sending;
    private final Semaphore waiting;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejectedTotal = new AtomicLong();
    private final AtomicLong failedTotal = new AtomicLong();
    private final Queue<Rejection> rejected = new ConcurrentLinkedQueue<>();
    private final Queue<FailedDocument> failed = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable VizslaException> fault = new AtomicReference<>();
    private final Set<CompletableFuture<DocumentStatus>> pending = ConcurrentHashMap.newKeySet();
    private final AtomicLong notFollowed = new AtomicLong();
    private volatile long lastProgress = System.nanoTime();
    private volatile boolean stopped;
    private boolean impatient;

    /**
     * Begins a run.
     *
     * @param own whose documents may be sent
     * @param patience how long to wait for the next document to be searchable; null not to wait at all
     */
    BulkRun(String collection, Ownership own, DocumentWrites writes, LimitsConfig limits, @Nullable Duration patience) {
        this.collection = collection;
        this.own = own;
        this.writes = writes;
        this.limits = limits;
        this.patience = patience;
        this.window = (int) (limits.bulkInFlight().asLongValue() / UNIT);
        this.sending = new Semaphore(window);
        this.waiting = new Semaphore(limits.bulkWaiting());
    }

    /** Sends a line's document, or notes why it is not taken. */
    void take(Line line) throws InterruptedException {
        try {
            BulkLine document = parse(line);
            DocumentRef ref = own.require(new DocumentRef(collection, document.documentId()).writable());
            send(line, ref, own.owned(document.body()));
        } catch (VizslaException notTaken) {
            reject(line.number(), notTaken);
        }
        throwFault();
    }

    /** Returns once everything is on the log and, if asked to wait, was looked at. */
    BulkResult finish() throws InterruptedException {
        sending.acquire(window);
        throwFault();
        if (patience == null) {
            return result(null, null, null);
        }
        boolean all = !impatient && acquirePatiently(limits.bulkWaiting());
        throwFault();
        long left = all ? 0 : pending.size() + notFollowed.get();
        return result(List.copyOf(failed), failedTotal.get(), left);
    }

    /** Waits for nothing any more, however the run ends. */
    void stop() {
        stopped = true;
        pending.forEach(future -> future.cancel(true));
    }

    private BulkLine parse(Line line) {
        long bound = limits.bulkLine().asLongValue();
        if (line.tooLong()) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE, "line", "more than " + bound + " bytes", "at most " + bound + " bytes");
        }
        BulkLine document = StrictJson.read(line.bytes(), line.length(), BulkLine.class);
        if (document == null) {
            throw VizslaException.field(ErrorCode.INVALID_JSON, "line", null, "a JSON object");
        }
        return document;
    }

    private void send(Line line, DocumentRef ref, DocumentBody body) throws InterruptedException {
        boolean follows = follows();
        int weight = Math.min(window, 1 + line.length() / UNIT);
        long number = line.number();
        sending.acquire(weight);
        CompletableFuture<LogPosition> appended;
        try {
            appended = writes.append(ref, body);
        } catch (RuntimeException notTaken) {
            sending.release(weight);
            stopWaiting(follows);
            throw Futures.ours(notTaken);
        }
        appended.whenComplete((position, failure) -> {
                    try {
                        onLog(number, ref, follows, position, failure);
                    } finally {
                        sending.release(weight);
                    }
                })
                .exceptionally(noted -> null);
    }

    /** Returns whether the next document has a place among those that are waited for. Once none came free in time, none has. */
    private boolean follows() throws InterruptedException {
        impatient = impatient || patience == null || !acquirePatiently(1);
        return !impatient;
    }

    private void onLog(long line, DocumentRef ref, boolean follows, LogPosition position, @Nullable Throwable failure) {
        lastProgress = System.nanoTime();
        if (failure != null) {
            stopWaiting(follows);
            reject(line, Futures.ours(failure));
            return;
        }
        accepted.incrementAndGet();
        if (follows) {
            follow(ref, position);
        } else {
            notFollowed.incrementAndGet();
        }
    }

    private void follow(DocumentRef ref, LogPosition position) {
        CompletableFuture<DocumentStatus> future;
        try {
            future = writes.await(ref, position);
        } catch (RuntimeException | Error unknownState) {
            fault(unknownState);
            stopWaiting(true);
            return;
        }
        pending.add(future);
        future.whenComplete((status, failure) -> {
                    lastProgress = System.nanoTime();
                    pending.remove(future);
                    if (failure != null && !future.isCancelled()) {
                        fault(failure);
                    } else if (status != null && status.failure() != null) {
                        failed(status);
                    }
                    stopWaiting(true);
                })
                .exceptionally(noted -> null);
        if (stopped) {
            future.cancel(true);
        }
    }

    private void fault(Throwable cause) {
        fault.compareAndSet(null, Futures.ours(cause));
    }

    private void failed(DocumentStatus status) {
        if (failedTotal.incrementAndGet() <= limits.listedErrors() && status.failure() != null) {
            failed.add(new FailedDocument(
                    status.document().id(),
                    status.failure().code().id(),
                    status.failure().detail()));
        }
    }

    private void reject(long line, VizslaException cause) {
        if (cause.code().kind() != ErrorKind.CALLER) {
            fault.compareAndSet(null, cause);
        } else if (rejectedTotal.incrementAndGet() <= limits.listedErrors()) {
            rejected.add(Rejection.of(line, cause));
        }
    }

    private boolean acquirePatiently(int permits) throws InterruptedException {
        Duration longest = patience == null ? Duration.ZERO : patience;
        while (!waiting.tryAcquire(permits, 100, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - lastProgress > longest.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private void stopWaiting(boolean followed) {
        if (followed) {
            waiting.release();
        }
    }

    private void throwFault() {
        VizslaException cause = fault.get();
        if (cause != null) {
            throw cause;
        }
    }

    private BulkResult result(
            @Nullable List<FailedDocument> failures, @Nullable Long failureTotal, @Nullable Long left) {
        List<Rejection> inOrder = rejected.stream()
                .sorted(Comparator.comparingLong(Rejection::line))
                .toList();
        return new BulkResult(accepted.get(), inOrder, rejectedTotal.get(), failures, failureTotal, left);
    }
}
