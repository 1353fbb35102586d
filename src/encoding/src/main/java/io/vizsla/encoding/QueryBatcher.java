package io.vizsla.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins the texts of concurrent callers into batches that the callers compute themselves: whoever comes when a place is
 * free takes what waits, computes it and wakes the others. A lone caller so loses no time to another thread, and many of
 * them share runs of the model. Nobody computes more than about a batch beyond its own texts, and whoever has few texts
 * waits for no more than a batch of a call that has many. Safe for any number of threads.
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
    private final QueryTurns turns;
    private int running;
    private int lastCompany = 1;
    private boolean closed;

    /**
     * Creates a batcher.
     *
     * @param places how many callers compute at a time
     * @param batchTokens the most tokens of a batch, padding included, and about the most that a caller takes at a time
     * @param queueTokens the most tokens that wait
     */
    QueryBatcher(int places, int batchTokens, int queueTokens, Runner runner) {
        this.places = places;
        this.batchTokens = batchTokens;
        this.queueTokens = queueTokens;
        this.runner = runner;
        this.turns = new QueryTurns(batchTokens);
    }

    /**
     * Returns once every text is done, well or not; the results hold which.
     *
     * @throws VizslaException {@code OVERLOADED} if too much waits already, {@code NOT_READY} if closed; then none of
     *     the texts is computed
     * @throws InterruptedException if interrupted; what others compute already they compute all the same, and the rest
     *     waits no longer
     */
    void run(List<Pending> texts) throws InterruptedException {
        QueryCall call = new QueryCall(texts);
        lock.lockInterruptibly();
        try {
            enqueue(call, texts);
            while (!call.isDone()) {
                // Whoever has texts that wait is here to compute them, so that nobody need stay for those of others.
                if (turns.mayLead(call, places - running)) {
                    lead(call);
                } else {
                    changed.await();
                }
            }
        } finally {
            if (turns.remove(call)) {
                changed.signalAll();
            }
            lock.unlock();
        }
    }

    private void enqueue(QueryCall call, List<Pending> texts) {
        int tokens = texts.stream().mapToInt(p -> p.text().length()).sum();
        if (closed) {
            throw closedError();
        }
        if (turns.tokens() > 0 && turns.tokens() + (long) tokens > queueTokens) {
            throw VizslaException.of(
                    ErrorCode.OVERLOADED, turns.tokens() + " tokens wait to be encoded, at most " + queueTokens);
        }
        turns.add(call);
        changed.signalAll();
    }

    /** Takes a place, computes a share of what waits without the lock, and gives the place back. */
    private void lead(QueryCall call) throws InterruptedException {
        running++;
        try {
            if (!call.isBulk()) {
                awaitCompany();
            }
            List<Pending> window = take(call);
            boolean alone = window.size() == 1 && running == 1 && turns.texts() == 0;
            lock.unlock();
            try {
                compute(window, alone, call.isBulk());
            } finally {
                lock.lock();
            }
        } finally {
            running--;
            changed.signalAll();
        }
    }

    /**
     * Computes the short texts first: beside a bulk they are those for which somebody waits.
     *
     * @param tell whether callers are woken after each batch and not only at the end
     */
    private void compute(List<Pending> window, boolean alone, boolean tell) {
        for (List<Pending> batch : Buckets.of(window, batchTokens).reversed()) {
            compute(batch, alone);
            if (tell) {
                tell();
            }
        }
    }

    private void tell() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
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
        while (turns.fewTexts() < lastCompany && left > 0 && !closed) {
            left = changed.awaitNanos(left);
        }
    }

    /** Takes a window; none if others have taken the caller's texts while it waited for company. */
    private List<Pending> take(QueryCall call) {
        if (!call.waits()) {
            return List.of();
        }
        int before = turns.fewTexts();
        List<Pending> window = turns.take(call, places - running + 1);
        lastCompany = Math.max(1, before - turns.fewTexts());
        return window;
    }

    /** Returns how many texts wait. */
    int waiting() {
        lock.lock();
        try {
            return turns.texts();
        } finally {
            lock.unlock();
        }
    }

    /** Fails what still waits; what is being computed ends by itself. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            turns.clear().forEach(p -> p.result().completeExceptionally(closedError()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static VizslaException closedError() {
        return VizslaException.of(ErrorCode.NOT_READY, "the encoder is closed");
    }
}
