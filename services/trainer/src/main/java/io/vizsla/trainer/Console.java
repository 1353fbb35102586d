package io.vizsla.trainer;

import io.vizsla.refresh.job.RefreshEvent;
import io.vizsla.refresh.job.RefreshFolder;
import java.io.PrintStream;

/** Tells events to whoever started this process: one JSON object a line. */
final class Console {

    private static final long EVERY_NANOS = 250_000_000L;

    private final PrintStream out;
    private long told;

    Console(PrintStream out) {
        this.out = out;
    }

    void tell(RefreshEvent event) {
        boolean isStep = event.step() != null && !event.step().equals(event.steps()) && event.step() != 1;
        long now = System.nanoTime();
        if (isStep && now - told < EVERY_NANOS) {
            return;
        }
        told = now;
        out.println(RefreshFolder.line(event));
        out.flush();
    }
}
