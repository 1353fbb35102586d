package io.vizsla.benchmarks.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on this machine and hands on what they say, or does to it what an {@link EdgeFault} says.
 * Safe for any number of threads.
 */
final class FaultProxy implements AutoCloseable {

    private static final byte[] BUSY = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final FaultSwitch faults = new FaultSwitch();
    private final Set<ProxiedLink> links = ConcurrentHashMap.newKeySet();

    private FaultProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /**
     * Starts one.
     *
     * @param host where it listens, an address of this machine
     * @param port where it listens, 0 for any
     */
    static FaultProxy start(String host, int port, InetSocketAddress target) throws IOException {
        FaultProxy proxy = new FaultProxy(new ServerSocket(port, 0, InetAddress.getByName(host)), target);
        Thread.ofVirtual().name("fault-proxy-" + proxy.port()).start(proxy::accept);
        return proxy;
    }

    /** Returns where it listens. */
    int port() {
        return listener.getLocalPort();
    }

    /** Lets a fault begin, in place of the one that there was. */
    void begin(EdgeFault fault) {
        faults.set(fault);
        switch (fault) {
            case RESET, REFUSE, UNAVAILABLE -> links.forEach(ProxiedLink::reset);
            case HALF_OPEN -> links.forEach(ProxiedLink::forsake);
            case NONE, DELAY, THROTTLE, STALL -> {
                // Each piece is asked for as it comes.
            }
        }
    }

    /** Ends the fault. */
    void heal() {
        begin(EdgeFault.NONE);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        heal();
        links.forEach(ProxiedLink::reset);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        ProxiedLink link = new ProxiedLink(client, faults);
        links.add(link);
        try {
            switch (faults.current()) {
                case REFUSE -> link.reset();
                case UNAVAILABLE -> {
                    client.getOutputStream().write(BUSY);
                    client.close();
                }
                case HALF_OPEN -> {
                    link.forsake();
                    link.carry(null);
                }
                case NONE, RESET, DELAY, THROTTLE, STALL -> link.carry(connected());
            }
        } catch (IOException broken) {
            link.reset();
        } finally {
            links.remove(link);
        }
    }

    private @Nullable Socket connected() throws IOException {
        Socket server = new Socket();
        server.connect(target, 5_000);
        return server;
    }
}
