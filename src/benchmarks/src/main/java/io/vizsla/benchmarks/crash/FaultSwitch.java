package io.vizsla.benchmarks.crash;

/** Which fault there is now. Safe for any number of threads. */
final class FaultSwitch {

    private EdgeFault fault = EdgeFault.NONE;

    synchronized void set(EdgeFault next) {
        fault = next;
        notifyAll();
    }

    synchronized EdgeFault current() {
        return fault;
    }

    /** Returns once there is another one. */
    synchronized void awaitEndOf(EdgeFault known) throws InterruptedException {
        while (fault == known) {
            wait();
        }
    }
}
