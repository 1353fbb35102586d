package io.vizsla.standalone.wiring;

import io.quarkus.logging.Log;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits at the start for what others run: they may be starting too. */
final class StartWait {

    private static final long PAUSE_SECONDS = 1;

    private StartWait() {}

    /**
     * Does something until it succeeds.
     *
     * @param what is waited for, for the log
     * @throws VizslaException what it threw last, once the time is over; at once what waiting does not mend
     */
    static void until(String what, Duration limit, Runnable action) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                action.run();
                return;
            } catch (VizslaException failed) {
                if (failed.code().kind() != ErrorKind.UNAVAILABLE || System.nanoTime() > end) {
                    throw failed;
                }
                Log.warnf("Waiting for %s: %s", what, failed.detail());
                rest(failed);
            }
        }
    }

    private static void rest(VizslaException failed) {
        try {
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }
}
