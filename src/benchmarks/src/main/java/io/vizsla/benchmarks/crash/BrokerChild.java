package io.vizsla.benchmarks.crash;

import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** A Kafka broker in a process that is killed. Ends by itself when its parent is gone. */
public final class BrokerChild {

    private static final int INTERNAL_PARTITIONS = 3;

    private BrokerChild() {}

    /**
     * Runs under the name {@code localhost} until it is killed.
     *
     * @param args the data directory and the port
     */
    public static void main(String[] args) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerOptions(
                Path.of(args[0]),
                "localhost",
                Integer.parseInt(args[1]),
                BrokerOptions.DEFAULT_MESSAGE_BYTES,
                INTERNAL_PARTITIONS));
        System.out.println(CrashChild.READY + " " + broker.bootstrapServers());
        CrashChild.outliveNoParent();
    }
}
