package io.vizsla.standalone.telemetry;

import java.time.Instant;

/** The time of day, as fine and as steady as durations are measured, so that spans lie where they belong. */
final class SpanClock {

    private final Instant started = Instant.now();
    private final long ticks = System.nanoTime();

    /** Returns when this clock was made. */
    Instant started() {
        return started;
    }

    Instant now() {
        return started.plusNanos(System.nanoTime() - ticks);
    }
}
