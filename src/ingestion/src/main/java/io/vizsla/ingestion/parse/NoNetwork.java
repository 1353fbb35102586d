package io.vizsla.ingestion.parse;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Set;

/**
 * Takes the network away from this process: sockets cannot be made, and URLs that lead out cannot be opened. The parsers
 * are set up not to try; this is for those that would.
 */
final class NoNetwork {

    private static final Set<String> REFUSED = Set.of("http", "https", "ftp", "mailto");

    private NoNetwork() {}

    // The factory of sockets is out of favor, but nothing else stops a library from making one.
    @SuppressWarnings("deprecation")
    static void install() throws IOException {
        URL.setURLStreamHandlerFactory(protocol -> REFUSED.contains(protocol) ? new Refusing() : null);
        Socket.setSocketImplFactory(() -> {
            throw new UnsupportedOperationException("There is no network here");
        });
        ServerSocket.setSocketFactory(() -> {
            throw new UnsupportedOperationException("There is no network here");
        });
    }

    private static final class Refusing extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("There is no network here");
        }
    }
}
