package io.vizsla.benchmarks.crash;

import java.io.IOException;
import java.io.InputStream;

/** The process that is killed. Ends by itself when its parent is gone. */
public final class CrashChild {

    /** What it prints once it takes documents. */
    static final String READY = "READY";

    private CrashChild() {}

    /**
     * Runs until it is killed.
     *
     * @param args see {@link CrashPlace#arguments}
     */
    public static void main(String[] args) throws IOException {
        CrashNode.start(CrashPlace.of(args));
        System.out.println(READY);
        outliveNoParent();
    }

    /** Returns never; ends the process with its parent. */
    static void outliveNoParent() throws IOException {
        InputStream parent = System.in;
        while (parent.read() >= 0) {
            // The parent writes nothing; its end ends the stream.
        }
        Runtime.getRuntime().halt(0);
    }
}
