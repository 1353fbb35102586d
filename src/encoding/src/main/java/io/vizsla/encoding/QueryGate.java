package io.vizsla.encoding;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets queries go before passages: a batch of passages starts when no query runs, or after a short while at most. */
final class QueryGate {

    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final AtomicInteger passages = new AtomicInteger();
    private int queries;

    void queryBegins() {
        lock.lock();
        queries++;
        lock.unlock();
    }

    void queryEnds() {
        lock.lock();
        try {
            queries--;
            if (queries == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for its turn, then counts as running. */
    void passagesBegin() {
        lock.lock();
        try {
            long left = LONGEST_WAIT_NANOS;
            while (queries > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            passages.incrementAndGet();
            lock.unlock();
        }
    }

    void passagesEnd() {
        passages.decrementAndGet();
    }

    /** Returns how many batches of passages run. */
    int passages() {
        return passages.get();
    }
}
