package io.vizsla.benchmarks.crash;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a node's log and index are.
 *
 * @param directory of what the node keeps itself
 * @param instance tells the node from others that read the same log
 * @param broker its address, {@code host:port}
 * @param brokerInside whether the node runs the broker itself
 * @param milvus address of the Milvus server that keeps the index; empty where Lucene does, in the directory
 */
record CrashPlace(Path directory, String instance, String broker, boolean brokerInside, String milvus) {

    private static final String INSTANCE = "crash";

    /** Returns a place with everything in one process. */
    static CrashPlace alone(Path directory, int brokerPort) {
        return new CrashPlace(directory, INSTANCE, "127.0.0.1:" + brokerPort, true, "");
    }

    /** Returns the place of a node of which the broker and Milvus are others'. */
    static CrashPlace among(Path directory, String broker, String milvus) {
        return new CrashPlace(directory, INSTANCE, broker, false, milvus);
    }

    /** Returns the place of another node beside this one. */
    CrashPlace beside(Path other, String name) {
        return new CrashPlace(other, name, broker, brokerInside, milvus);
    }

    /** Reads what {@link #arguments} wrote. */
    static CrashPlace of(String[] arguments) {
        return new CrashPlace(
                Path.of(arguments[0]), arguments[1], arguments[2], Boolean.parseBoolean(arguments[3]), arguments[4]);
    }

    /** Returns the place as a command line. */
    List<String> arguments() {
        return List.of(directory.toString(), instance, broker, Boolean.toString(brokerInside), milvus);
    }

    /** Returns the broker's port. */
    int brokerPort() {
        return Integer.parseInt(broker.substring(broker.lastIndexOf(':') + 1));
    }
}
