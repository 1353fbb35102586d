package io.vizsla.benchmarks.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** A connection through a {@link FaultProxy}, with a thread for each way. */
final class ProxiedLink {

    private static final int PIECE = 16 * 1024;
    private static final int TRICKLE = 1024;
    private static final int LATE_MILLIS = 40;
    private static final int TRICKLE_MILLIS = 5;

    private final Socket client;
    private final FaultSwitch faults;
    private @Nullable Socket server;
    private boolean forsaken;

    ProxiedLink(Socket client, FaultSwitch faults) {
        this.client = client;
        this.faults = faults;
    }

    /**
     * Hands on what comes until a side ends.
     *
     * @param to the server, null where there is none any more
     */
    void carry(@Nullable Socket to) throws IOException {
        if (to == null || !opened(to)) {
            swallow();
            return;
        }
        Thread back = Thread.startVirtualThread(() -> pump(to, client));
        pump(client, to);
        try {
            back.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends both connections as a crash does, without a word of what was under way. */
    void reset() {
        end(client);
        end(current());
    }

    /** Ends the server's connection and leaves the client's open, for ever silent. */
    void forsake() {
        synchronized (this) {
            forsaken = true;
        }
        end(current());
    }

    private synchronized boolean opened(Socket to) {
        server = to;
        if (forsaken) {
            end(to);
        }
        return !forsaken;
    }

    private synchronized @Nullable Socket current() {
        return server;
    }

    private synchronized boolean isForsaken() {
        return forsaken;
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                handOn(piece, read, out);
            }
        } catch (IOException broken) {
            // Whoever ended it knows why; the other side learns that it has ended.
        }
        if (!isForsaken()) {
            reset();
        } else if (from == client) {
            swallow();
        }
    }

    private void handOn(byte[] piece, int length, OutputStream out) throws IOException {
        try {
            EdgeFault fault = faults.current();
            switch (fault) {
                case DELAY -> Thread.sleep(LATE_MILLIS);
                case STALL -> faults.awaitEndOf(fault);
                case NONE, RESET, THROTTLE, HALF_OPEN, REFUSE, UNAVAILABLE -> {
                    // Nothing comes late, or nothing comes.
                }
            }
            int step = fault == EdgeFault.THROTTLE ? TRICKLE : length;
            for (int at = 0; at < length; at += step) {
                out.write(piece, at, Math.min(step, length - at));
                if (fault == EdgeFault.THROTTLE) {
                    Thread.sleep(TRICKLE_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Reads what nobody hears. */
    private void swallow() {
        try (client) {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // The client has given up, or the proxy has.
        }
    }

    private static void end(@Nullable Socket socket) {
        if (socket == null) {
            return;
        }
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // It has ended before.
        } catch (IOException failed) {
            // It ends with its process.
        }
    }
}
