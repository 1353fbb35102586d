package io.vizsla.ingestion.parse;

/**
 * Ends the worker process when nothing was asked of it for a while, and when a request takes too long although the
 * service, which should have ended it, is gone.
 */
final class WorkerClock {

    /** The service ends the worker first; this is for when there is no service any more. */
    private static final long GRACE_MILLIS = 10_000;

    private final long idleMillis;
    private final long busyMillis;
    private volatile long deadline = Long.MAX_VALUE;

    WorkerClock(long idleMillis, long busyMillis) {
        this.idleMillis = idleMillis;
        this.busyMillis = busyMillis + GRACE_MILLIS;
        Thread thread = new Thread(this::watch, "worker-clock");
        thread.setDaemon(true);
        thread.start();
    }

    void idle() {
        deadline = now() + idleMillis;
    }

    void busy() {
        deadline = now() + busyMillis;
    }

    private void watch() {
        try {
            while (now() < deadline) {
                Thread.sleep(Math.min(idleMillis, 500));
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
