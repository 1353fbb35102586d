package io.vizsla.broker;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets, bound before anything else starts: a taken port is found at once and by name, and the port
 * of the controller, which must stand in the settings, cannot be lost between choosing and binding it.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {

    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private static final int BACKLOG = 128;

    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;

    private BoundSockets(ServerSocketChannel clients, ServerSocketChannel controller) {
        this.clients = clients;
        this.controller = controller;
    }

    /** @throws VizslaException {@code CONFLICT} naming the port if another process listens on it */
    static BoundSockets bind(String host, int port) {
        ServerSocketChannel clients = listen(new InetSocketAddress(host, port));
        return new BoundSockets(clients, listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    int clientPort() {
        return port(clients);
    }

    int controllerPort() {
        return port(controller);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) throws IOException {
        ServerSocketChannel bound = listener.equals(CONTROLLER) ? controller : clients;
        bound.configureBlocking(false);
        return bound;
    }

    @Override
    public void close() {
        close(clients);
        close(controller);
    }

    private static ServerSocketChannel listen(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw VizslaException.invalid(
                    "kafka.host", address.getHostString(), "an address or a host name of this machine");
        }
        try {
            return ServerSocketChannel.open().bind(address, BACKLOG);
        } catch (BindException taken) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "kafka.port",
                    address.getPort(),
                    "a port of " + address.getHostString() + " that no other process listens on (" + taken.getMessage()
                            + ")");
        } catch (IOException failed) {
            throw VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "Cannot listen on " + address, failed);
        }
    }

    private static int port(ServerSocketChannel channel) {
        return channel.socket().getLocalPort();
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
