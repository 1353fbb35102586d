package io.vizsla.trainer;

import io.vizsla.training.trainer.StepReport;
import java.util.function.Consumer;

/**
 * Tells of each step, and keeps the training every now and then. Seconds of training are repeated sooner than some hundred
 * megabytes are written.
 */
final class Keeper implements Consumer<StepReport> {

    private static final long EVERY_NANOS = 20_000_000_000L;

    private final Consumer<StepReport> listener;
    private final Runnable keep;
    private long kept = System.nanoTime();

    Keeper(Consumer<StepReport> listener, Runnable keep) {
        this.listener = listener;
        this.keep = keep;
    }

    @Override
    public void accept(StepReport report) {
        listener.accept(report);
        if (System.nanoTime() - kept > EVERY_NANOS) {
            keep.run();
            kept = System.nanoTime();
        }
    }
}
