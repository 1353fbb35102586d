package io.vizsla.benchmarks.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The process that is killed. Ends by itself when its parent is gone. */
public final class CrashChild {

    /** What it prints once it takes documents. */
    static final String READY = "READY";

    private CrashChild() {}

    /**
     * Runs until it is killed.
     *
     * @param args the data directory and the broker's port
     */
    public static void main(String[] args) throws IOException {
        CrashNode.start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println(READY);
        InputStream parent = System.in;
        while (parent.read() >= 0) {
            // The parent writes nothing; its end ends the stream.
        }
        Runtime.getRuntime().halt(0);
    }
}
