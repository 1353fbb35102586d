package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Joins texts of concurrent callers into batches. A worker takes whatever waits when it is free: an idle encoder starts
 * at once, a busy one finds company for the next batch and waits a moment for callers that it answered together. Texts
 * of about one length share a batch, so that little is padded. Safe for any number of threads.
 */
final class MicroBatcher implements AutoCloseable {

    /** A worker sorts this many batches' worth of waiting texts at a time. */
    private static final int WINDOW_BATCHES = 8;

    private static final long CLOSE_MILLIS = 10_000;

    /**
     * How long a worker waits for as many texts as it had last time. Callers that were answered together come back
     * together, within moments; without the wait the first of them would compute alone and the others behind it.
     */
    private static final long COMPANY_NANOS = 500_000;

    private final Consumer<List<Pending>> runner;
    private final int batchTokens;
    private final int queueTokens;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    private int waitingTokens;
    private boolean closed;

    /**
     * Starts the workers.
     *
     * @param runner computes a batch and completes every result in it
     */
    MicroBatcher(Role role, int workers, int batchTokens, int queueTokens, Consumer<List<Pending>> runner) {
        this.runner = runner;
        this.batchTokens = batchTokens;
        this.queueTokens = queueTokens;
        for (int i = 0; i < workers; i++) {
            String name = "vizsla-encode-" + role.name().toLowerCase(Locale.ROOT) + "-" + i;
            this.workers.add(Thread.ofPlatform().daemon().name(name).unstarted(this::work));
        }
        this.workers.forEach(Thread::start);
    }

    /**
     * Queues texts; their results complete in any order.
     *
     * @throws VizslaException {@code OVERLOADED} if too much waits already, {@code NOT_READY} if closed; then none of
     *     the texts is queued
     */
    void submit(List<Pending> texts) {
        int tokens = texts.stream().mapToInt(p -> p.text().length()).sum();
        lock.lock();
        try {
            if (closed) {
                throw closedError();
            }
            if (waitingTokens > 0 && waitingTokens + (long) tokens > queueTokens) {
                throw VizslaException.of(
                        ErrorCode.OVERLOADED, waitingTokens + " tokens wait to be encoded, at most " + queueTokens);
            }
            queue.addAll(texts);
            waitingTokens += tokens;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (List<Pending> window = take(1); !window.isEmpty(); window = take(window.size())) {
            for (List<Pending> batch : Buckets.of(window, batchTokens)) {
                run(batch);
            }
        }
    }

    private void run(List<Pending> batch) {
        try {
            runner.accept(batch);
        } catch (Throwable e) {
            // Nobody may wait for ever for a result that a defect keeps from coming.
            batch.forEach(p -> p.result().completeExceptionally(e));
        }
    }

    /**
     * Waits for texts and returns a window of them; empty once closed.
     *
     * @param company how many texts came together last time
     */
    private List<Pending> take(int company) {
        lock.lock();
        try {
            // Waiting for company lets go of the lock, and another worker may take everything meanwhile.
            do {
                while (queue.isEmpty() && !closed) {
                    arrived.awaitUninterruptibly();
                }
                awaitCompany(company);
            } while (queue.isEmpty() && !closed);
            List<Pending> window = closed ? List.of() : drain();
            if (!queue.isEmpty()) {
                arrived.signal();
            }
            return window;
        } finally {
            lock.unlock();
        }
    }

    private void awaitCompany(int company) {
        long left = COMPANY_NANOS;
        try {
            while (queue.size() < company && left > 0 && !closed) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Pending> drain() {
        // Leaves something for the other workers.
        long share = Math.max(batchTokens, waitingTokens / workers.size());
        long most = Math.min(share, (long) batchTokens * WINDOW_BATCHES);
        List<Pending> window = new ArrayList<>();
        long tokens = 0;
        while (!queue.isEmpty()
                && (window.isEmpty() || tokens + queue.getFirst().text().length() <= most)) {
            Pending next = queue.removeFirst();
            tokens += next.text().length();
            window.add(next);
        }
        waitingTokens -= (int) tokens;
        return window;
    }

    /** Lets the running batches end and fails what still waits. */
    @Override
    public void close() {
        List<Pending> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(queue);
            queue.clear();
            waitingTokens = 0;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(p -> p.result().completeExceptionally(closedError()));
        workers.forEach(MicroBatcher::join);
    }

    private static void join(Thread worker) {
        try {
            worker.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static VizslaException closedError() {
        return VizslaException.of(ErrorCode.NOT_READY, "the encoder is closed");
    }
}
