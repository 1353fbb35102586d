package io.vizsla.standalone.wiring;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.query.port.Searcher;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Searches the canary for a moment after the start, in the background, so that the first search of a person does not pay for
 * what the JVM has not compiled yet: comparing token vectors above all is slow until then.
 */
@Singleton
public class WarmUp {

    private static final int SEARCHES = 400;
    private static final int QUESTIONS = 40;
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    void start(@Observes StartupEvent event, StandaloneParts parts, Searcher searcher) {
        Thread.ofPlatform()
                .name("vizsla-warm-up")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(() -> run(parts.canary.collection(), searcher));
    }

    /** Runs while nobody waits for it; that the instance may stop meanwhile is no fault. */
    private static void run(OpenCollection canary, Searcher searcher) {
        long start = System.nanoTime();
        try {
            for (int i = 0; i < SEARCHES && System.nanoTime() - start < AT_MOST.toNanos(); i++) {
                String text = Canary.QUESTION + ", question " + i % QUESTIONS;
                searcher.search(canary, Query.of(text, Mode.HYBRID, 10));
            }
            Log.debugf("Warmed up for %d ms", (System.nanoTime() - start) / 1_000_000);
        } catch (VizslaException stopped) {
            Log.debugf("Warm-up ended early: %s", stopped.detail());
        }
    }
}
