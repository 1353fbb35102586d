package io.vizsla.standalone;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * What INT (Ctrl-C) and TERM do. Left to the Java virtual machine they would end the process while the parts still stop,
 * since shutdown hooks run side by side; so the parts stop first, and the process ends after them. The exit code is 128
 * plus the signal's number. A second signal ends the process at once.
 */
final class StopSignals {

    private static final int SIGNALED = 128;
    private static final AtomicInteger EXIT_CODE = new AtomicInteger();
    private static volatile boolean running;

    private StopSignals() {}

    /** Takes the signals over. */
    static void take() {
        take("INT");
        take("TERM");
    }

    private static void take(String name) {
        try {
            Signal.handle(new Signal(name), StopSignals::stop);
        } catch (IllegalArgumentException reserved) {
            // Somebody took it from the Java virtual machine (-Xrs), and wants it to do what the system does.
        }
    }

    /** Says that the instance runs, so that the next signal stops its parts in order. */
    static void running() {
        running = true;
        if (EXIT_CODE.get() != 0) {
            Quarkus.asyncExit(EXIT_CODE.get());
        }
    }

    /** Returns whether somebody asked the process to end. */
    static boolean stopping() {
        return EXIT_CODE.get() != 0;
    }

    private static void stop(Signal signal) {
        int exitCode = SIGNALED + signal.getNumber();
        if (!EXIT_CODE.compareAndSet(0, exitCode)) {
            Runtime.getRuntime().halt(exitCode);
        } else if (running) {
            Quarkus.asyncExit(exitCode);
        } else {
            System.exit(exitCode);
        }
    }
}
