package io.vizsla.index.milvus;

import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Tells why no connection by TLS comes about: the client tells no more than that its time is over. */
final class TlsCheck {

    private static final int DEFAULT_PORT = 443;
    private static final Duration FIRST_BYTES = Duration.ofSeconds(1);

    private TlsCheck() {}

    /** Returns what is wrong, in words; empty if TLS is not what fails, or the server does not answer at all. */
    static String trouble(URI server, MilvusTls tls, Duration timeout) {
        try (SSLSocket socket = (SSLSocket) tls.context().getSocketFactory().createSocket()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            int port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(server.getHost(), port), (int) timeout.toMillis());
            socket.startHandshake();
            // That our own certificate is refused, or missed, comes only now.
            socket.setSoTimeout((int) FIRST_BYTES.toMillis());
            socket.getInputStream().read();
            return "";
        } catch (VizslaException changed) {
            return changed.detail();
        } catch (SSLException refused) {
            return (untrusted(refused) ? "its certificate is not trusted: " : "no TLS connection: ")
                    + refused.getMessage();
        } catch (IOException silent) {
            return "";
        }
    }

    private static boolean untrusted(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }
}
