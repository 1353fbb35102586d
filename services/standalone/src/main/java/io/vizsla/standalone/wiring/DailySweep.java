package io.vizsla.standalone.wiring;

import io.quarkus.logging.Log;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.indexer.ArtefactSweep;
import io.vizsla.indexer.LogConnection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Removes once a day the artefacts that no record on the log names any longer; for the first time an hour after the start,
 * or an instance that is stopped every evening would never get there.
 */
final class DailySweep implements AutoCloseable {

    private static final Duration OLD_ENOUGH = Duration.ofHours(24);
    private static final long DAY = 24 * 60;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("vizsla-sweep").daemon().factory());
    private final ArtefactSweep sweep;

    private DailySweep(ArtefactSweep sweep) {
        this.sweep = sweep;
    }

    static DailySweep start(LogConnection connection, ArtefactStore artefacts) {
        DailySweep daily = new DailySweep(new ArtefactSweep(connection, artefacts));
        var _ = daily.timer.scheduleWithFixedDelay(daily::run, 60, DAY, TimeUnit.MINUTES);
        return daily;
    }

    @Override
    public void close() {
        timer.shutdown();
    }

    /** An exception that left this method would end the timer for good. */
    private void run() {
        try {
            Log.debugf("Removed %s artefacts that nothing names", sweep.sweep(OLD_ENOUGH));
        } catch (RuntimeException failed) {
            Log.warn("Artefacts were not swept, again tomorrow", failed);
        }
    }
}
