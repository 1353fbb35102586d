package io.vizsla.benchmarks.simulation;

/** Unwinds what a process was doing when it was killed. No code of the platform catches it for more than to let go. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("killed", null, false, false);
    }
}
