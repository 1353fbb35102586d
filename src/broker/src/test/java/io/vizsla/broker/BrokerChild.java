package io.vizsla.broker;

import java.nio.file.Path;

/** A process that runs a broker until it is killed; prints where it listens. */
final class BrokerChild {

    private BrokerChild() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(Path.of(args[0]), 0));
        System.out.println("LISTENING " + broker.bootstrapServers());
        Thread.sleep(Long.MAX_VALUE);
    }
}
