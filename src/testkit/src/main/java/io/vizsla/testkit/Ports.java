package io.vizsla.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that cannot choose one themselves. */
public final class Ports {

    private static final int LEAST = 24_000;
    private static final int MOST = 31_000;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /** Returns one that is free; not one of those that the system gives to clients, who could take it before the server does. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another one may be free.
            }
        }
        throw new IllegalStateException("no port is free from " + LEAST + " to " + MOST);
    }
}
