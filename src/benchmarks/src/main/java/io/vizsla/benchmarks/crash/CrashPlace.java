package io.vizsla.benchmarks.crash;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a node's log and index are.
 *
 * @param directory of what the node keeps itself
 * @param brokerPort on this machine
 * @param brokerInside whether the node runs the broker itself
 * @param milvus address of the Milvus server that keeps the index; empty where Lucene does, in the directory
 */
record CrashPlace(Path directory, int brokerPort, boolean brokerInside, String milvus) {

    /** Returns a place with everything in one process. */
    static CrashPlace alone(Path directory, int brokerPort) {
        return new CrashPlace(directory, brokerPort, true, "");
    }

    /** Reads what {@link #arguments} wrote. */
    static CrashPlace of(String[] arguments) {
        return new CrashPlace(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Boolean.parseBoolean(arguments[2]),
                arguments[3]);
    }

    /** Returns the place as a command line. */
    List<String> arguments() {
        return List.of(directory.toString(), Integer.toString(brokerPort), Boolean.toString(brokerInside), milvus);
    }
}
