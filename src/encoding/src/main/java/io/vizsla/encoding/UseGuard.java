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
     * @throws VizslaException {@code NOT_READY} if it is closed or the process is ending
     */
    <T> T use(Supplier<T> action) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw VizslaException.of(ErrorCode.NOT_READY, what + " is closed");
            }
            return entered(action);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static void releaseUnlessEnding(Runnable release) {
        if (ExitGate.tryEnter()) {
            try {
                release.run();
            } finally {
                ExitGate.leave();
            }
        }
    }

    private static <T> T entered(Supplier<T> action) {
        ExitGate.enter();
        try {
            return action.get();
        } finally {
            ExitGate.leave();
        }
    }

    /**
     * Runs the release once, after the last user has left; later calls do nothing. A process that is ending keeps the
     * resource, which ends with it.
     */
    void close(Runnable release) {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                releaseUnlessEnding(release);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
