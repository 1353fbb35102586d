package io.vizsla.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Through the proxy, a server that says what it hears. */
@Timeout(60)
class FaultProxyTest {

    private static final int SILENCE_MILLIS = 300;

    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::echo);
        proxy = FaultProxy.start("127.0.0.1", 0, new InetSocketAddress("127.0.0.1", server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "DELAY", "THROTTLE"})
    void everyByteComesInOrder(EdgeFault fault) throws IOException {
        byte[] sent = new byte[60_000];
        new Random(7).nextBytes(sent);
        proxy.begin(fault);

        try (Socket client = connect()) {
            client.getOutputStream().write(sent);

            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        }
    }

    @Test
    void nothingComesDuringAStallAndAllOfItAfterwards() throws IOException {
        try (Socket client = connect()) {
            said(client, "before");
            proxy.begin(EdgeFault.STALL);
            say(client, "during");
            assertSilent(client);

            proxy.heal();

            assertThat(heard(client, 6)).isEqualTo("during");
        }
    }

    @Test
    void resetEndsAConnectionAndNewOnesWork() throws IOException {
        try (Socket client = connect()) {
            said(client, "before");
            proxy.begin(EdgeFault.RESET);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (Socket client = connect()) {
            said(client, "after");
        }
    }

    @Test
    void refusalEndsNewConnectionsTooUntilItIsOver() throws IOException {
        proxy.begin(EdgeFault.REFUSE);
        assertThatThrownBy(() -> {
                    try (Socket client = connect()) {
                        said(client, "during");
                    }
                })
                .isInstanceOf(SocketException.class);

        proxy.heal();

        try (Socket client = connect()) {
            said(client, "after");
        }
    }

    @Test
    void halfOpenConnectionsStaySilentAlsoWhenItIsOver() throws IOException {
        try (Socket old = connect()) {
            said(old, "before");
            proxy.begin(EdgeFault.HALF_OPEN);
            try (Socket fresh = connect()) {
                say(fresh, "during");
                say(old, "during");
                assertSilent(old);
                assertSilent(fresh);

                proxy.heal();

                assertSilent(old);
                assertSilent(fresh);
            }
        }
        try (Socket client = connect()) {
            said(client, "after");
        }
    }

    @Test
    void balancerAnswersForNobody() throws IOException {
        proxy.begin(EdgeFault.UNAVAILABLE);

        try (Socket client = connect()) {
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 503 ");
        }
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", proxy.port());
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(0);
    }

    private static void said(Socket client, String word) throws IOException {
        say(client, word);
        assertThat(heard(client, word.length())).isEqualTo(word);
    }

    private static void say(Socket client, String word) throws IOException {
        client.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
    }

    private static String heard(Socket client, int length) throws IOException {
        byte[] bytes = client.getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new SocketException("ended after " + bytes.length + " bytes");
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client;
                InputStream in = client.getInputStream()) {
            in.transferTo(client.getOutputStream());
        } catch (IOException broken) {
            // As the faults will have it.
        }
    }
}
