package io.vizsla.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins the texts of concurrent callers into batches that the callers compute themselves: whoever comes when a place is
 * free takes what waits, computes it and wakes the others. A lone caller so loses no time to another thread, and many of
 * them share runs of the model. Safe for any number of threads.
 */
final class QueryBatcher implements AutoCloseable {

    /**
     * How long a caller waits for as many texts as there were last time. Callers that were answered together come back
     * together, within moments; without the wait the first of them would compute alone and the others behind it.
     */
    private static final long COMPANY_NANOS = 300_000;

    /** Computes a batch and completes every result in it. */
    @FunctionalInterface
    interface Runner {
        /**
         * Computes a batch.
         *
         * @param alone whether it is a single text and nothing else is being computed
         */
        void run(List<Pending> batch, boolean alone);
    }

    private final Runner runner;
    private final int places;
    private final int batchTokens;
    private final int queueTokens;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Pending> queue = new ArrayDeque<>();
    private int waitingTokens;
    private int running;
    private int lastWindow = 1;
    private boolean closed;

    /**
     * Creates a batcher.
     *
     * @param places how many callers compute at a time
     * @param batchTokens the most tokens of a batch, padding included
     * @param queueTokens the most tokens that wait
     */
    QueryBatcher(int places, int batchTokens, int queueTokens, Runner runner) {
        this.places = places;
        this.batchTokens = batchTokens;
        this.queueTokens = queueTokens;
        this.runner = runner;
    }

    /**
     * Returns once every text is done, well or not; the results hold which.
     *
     * @throws VizslaException {@code OVERLOADED} if too much waits already, {@code NOT_READY} if closed; then none of
     *     the texts is computed
     * @throws InterruptedException if interrupted while others compute; the texts may be computed all the same
     */
    void run(List<Pending> texts) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            enqueue(texts);
            while (!texts.stream().allMatch(p -> p.result().isDone())) {
                if (running < places && !queue.isEmpty()) {
                    lead();
                } else {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(List<Pending> texts) {
        int tokens = texts.stream().mapToInt(p -> p.text().length()).sum();
        if (closed) {
            throw closedError();
        }
        if (waitingTokens > 0 && waitingTokens + (long) tokens > queueTokens) {
            throw VizslaException.of(
                    ErrorCode.OVERLOADED, waitingTokens + " tokens wait to be encoded, at most " + queueTokens);
        }
        queue.addAll(texts);
        waitingTokens += tokens;
        changed.signalAll();
    }

    /** Takes a place, computes a share of what waits without the lock, and gives the place back. */
    private void lead() throws InterruptedException {
        running++;
        try {
            awaitCompany();
            List<Pending> window = drain();
            boolean alone = window.size() == 1 && running == 1;
            lock.unlock();
            try {
                for (List<Pending> batch : Buckets.of(window, batchTokens)) {
                    compute(batch, alone);
                }
            } finally {
                lock.lock();
            }
        } finally {
            running--;
            changed.signalAll();
        }
    }

    private void compute(List<Pending> batch, boolean alone) {
        try {
            runner.run(batch, alone);
        } catch (Throwable e) {
            // Nobody may wait for ever for a result that a defect keeps from coming.
            batch.forEach(p -> p.result().completeExceptionally(e));
        }
    }

    private void awaitCompany() throws InterruptedException {
        long left = COMPANY_NANOS;
        while (queue.size() < lastWindow && left > 0 && !closed) {
            left = changed.awaitNanos(left);
        }
    }

    /** Takes what waits, but leaves a share for each place that is still free. */
    private List<Pending> drain() {
        int share = Math.ceilDiv(queue.size(), Math.max(1, places - running + 1));
        List<Pending> window = new ArrayList<>(share);
        while (window.size() < share) {
            Pending next = queue.removeFirst();
            window.add(next);
            waitingTokens -= next.text().length();
        }
        lastWindow = Math.max(1, window.size());
        return window;
    }

    /** Returns how many texts wait. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Fails what still waits; what is being computed ends by itself. */
    @Override
    public void close() {
        List<Pending> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(queue);
            queue.clear();
            waitingTokens = 0;
            left.forEach(p -> p.result().completeExceptionally(closedError()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static VizslaException closedError() {
        return VizslaException.of(ErrorCode.NOT_READY, "the encoder is closed");
    }
}
