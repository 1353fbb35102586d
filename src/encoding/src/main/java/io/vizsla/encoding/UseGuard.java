package io.vizsla.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Keeps a native resource alive while somebody uses it: closing waits for its users and turns later ones away. */
final class UseGuard {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final String what;
    private boolean closed;

    /** Starts open; {@code what} names the resource in errors. */
    UseGuard(String what) {
        this.what = what;
    }

    /**
     * Uses the resource.
     *
     * @throws VizslaException {@code NOT_READY} if it is closed
     */
    <T> T use(Supplier<T> action) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw VizslaException.of(ErrorCode.NOT_READY, what + " is closed");
            }
            return action.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs the release once, after the last user has left; later calls do nothing. */
    void close(Runnable release) {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
