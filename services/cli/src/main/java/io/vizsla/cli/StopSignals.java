package io.vizsla.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What INT (Ctrl-C) and TERM do: the process ends with the exit code 128 plus the signal's number, once the models have
 * done what they are at. A second signal ends it at once.
 */
final class StopSignals {

    private static final int SIGNALED = 128;
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private StopSignals() {}

    /** Takes the signals over. */
    static void take() {
        take("INT");
        take("TERM");
    }

    /** Returns whether somebody asked the process to end, so that whatever fails now is no news. */
    static boolean stopping() {
        return STOPPING.get();
    }

    private static void take(String name) {
        try {
            Signal.handle(new Signal(name), StopSignals::stop);
        } catch (IllegalArgumentException reserved) {
            // Somebody took it from the Java virtual machine (-Xrs), and wants it to do what the system does.
        }
    }

    private static void stop(Signal signal) {
        int exitCode = SIGNALED + signal.getNumber();
        if (STOPPING.compareAndSet(false, true)) {
            System.exit(exitCode);
        } else {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
