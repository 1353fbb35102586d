package io.vizsla.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps native code from being run while the process ends. When the Java virtual machine has run its shutdown hooks, the
 * native libraries free what they hold for the whole process, and a run that still needs it would crash. So the end waits
 * for the uses that have begun, and later ones are turned away. Safe for any number of threads.
 */
final class ExitGate {

    /** What a use may take that has begun; opening the largest models takes longer than any run. */
    private static final int MOST_SECONDS = 20;

    private static final ReentrantReadWriteLock USES = new ReentrantReadWriteLock();
    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ExitGate::shut, "vizsla-exit-gate"));
        } catch (IllegalStateException late) {
            // That is how the process tells that it has begun to end.
            ending = true;
        }
    }

    private ExitGate() {}

    /**
     * Begins a use, which the same thread ends with {@link #leave}.
     *
     * @throws VizslaException {@code NOT_READY} if the process is ending
     */
    static void enter() {
        if (!tryEnter()) {
            throw VizslaException.of(ErrorCode.NOT_READY, "the process is ending");
        }
    }

    /** As {@link #enter}, but returns false if the process is ending. */
    static boolean tryEnter() {
        if (ending) {
            // Behind the end that waits for the lock, this would wait too.
            return false;
        }
        USES.readLock().lock();
        boolean late = ending;
        if (late) {
            USES.readLock().unlock();
        }
        return !late;
    }

    /** Ends a use. */
    static void leave() {
        USES.readLock().unlock();
    }

    private static void shut() {
        ending = true;
        try {
            if (USES.writeLock().tryLock(MOST_SECONDS, TimeUnit.SECONDS)) {
                USES.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
