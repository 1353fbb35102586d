package io.vizsla.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers give to be sent along arrives as it is, or nothing does. */
@Timeout(30)
class ClientHeadersTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void areAskedForAnewByTheThreadThatCalls() {
        AtomicInteger calls = new AtomicInteger();
        Thread own = Thread.currentThread();
        VizslaClient client = new VizslaClient(options().withHeaders(() -> {
            assertThat(Thread.currentThread()).isSameAs(own);
            return Map.of("traceparent", PARENT, "tracestate", "a=1, b=2", "X-Call", "" + calls.incrementAndGet());
        }));

        client.collections();
        client.collections();

        assertThat(received).hasSize(2).allSatisfy(headers -> {
            assertThat(headers.get("traceparent")).containsExactly(PARENT);
            assertThat(headers.get("tracestate")).containsExactly("a=1, b=2");
            assertThat(headers.get("Accept")).hasSize(1);
        });
        assertThat(received).extracting(headers -> headers.getFirst("X-Call")).containsExactly("1", "2");
    }

    /** A caller's span is not that of the threads that the client takes. */
    @Test
    void areThoseOfTheCallWhereItsRequestsAreSentByOtherThreads() {
        ThreadLocal<String> span = new ThreadLocal<>();
        span.set(PARENT);
        VizslaClient client = new VizslaClient(
                options().withHeaders(() -> span.get() == null ? Map.of() : Map.of("traceparent", span.get())));

        client.deleteAll("c", IntStream.range(0, 40).mapToObj(i -> "d" + i).toList());

        assertThat(received).hasSize(40).allSatisfy(headers -> assertThat(headers.get("traceparent"))
                .containsExactly(PARENT));
    }

    @Test
    void areNoneWhereNobodyGivesAny() {
        new VizslaClient(options()).collections();

        assertThat(received).singleElement().satisfies(headers -> assertThat(headers)
                .containsOnlyKeys("Accept", "Content-type", "Content-length", "Host", "User-agent"));
    }

    @Test
    void stayWhenOtherOptionsChange() {
        ClientOptions changed = options()
                .withHeaders(() -> Map.of("traceparent", PARENT))
                .withApiKey("key")
                .withTimeout(ClientOptions.DEFAULT_TIMEOUT);

        new VizslaClient(changed).collections();

        assertThat(received.getFirst().getFirst("traceparent")).isEqualTo(PARENT);
        assertThat(received.getFirst().get("Authorization")).containsExactly("Bearer key");
    }

    @Test
    void canBringAKeyThatChanges() {
        new VizslaClient(options().withHeaders(() -> Map.of("Authorization", "Bearer new"))).collections();

        assertThat(received.getFirst().get("Authorization")).containsExactly("Bearer new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nX-Injected: 1",
                "a\nb",
                "a\rb",
                "a\r\n\r\nGET / HTTP/1.1",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "caf\u00e9",
                "a\u2028b",
                "a\u010ab"
            })
    void valuesThatEndTheirLineAreRefusedUnseen(String value) {
        refused(Map.of("tracestate", value), "headers.tracestate", "visible ASCII")
                .satisfies(refused -> assertThat(refused.getMessage())
                        .doesNotContain(value)
                        .doesNotContain("\n")
                        .contains("a text with U+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a\r\nX-Injected", "a\u0000", "\u0435", "a\u010a", "(a)", "a,b"})
    void namesThatAreNoneAreRefused(String name) {
        refused(Map.of(name, "v"), "headers", "names of letters")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "ACCEPT",
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "upgrade",
                "Expect",
                "authorization"
            })
    void headersThatAreTheClientsOwnAreRefused(String name) {
        refused(options().withApiKey("key"), Map.of(name, "v"), "headers", "does not write");
    }

    @Test
    void whatIsMissingIsRefused() {
        Map<String, String> missing = new HashMap<>();
        missing.put("traceparent", null);
        refused(missing, "headers.traceparent", "a text");
        missing.clear();
        missing.put(null, "v");
        refused(missing, "headers", "names of letters");
        refused(null, "headers", "a map");
    }

    @Test
    void optionsWithoutWhatGivesThemAreRefused() {
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> options().withHeaders(null))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("invalid_argument");
                    assertThat(refused.field()).hasValue("headers");
                    assertThat(refused.bound().orElseThrow()).contains("map");
                });
    }

    @Test
    void whatGivesThemMayFailAndNothingIsSent() {
        VizslaClient client = new VizslaClient(options().withHeaders(() -> {
            throw new IllegalStateException("no context");
        }));

        assertThatIllegalStateException().isThrownBy(client::collections).withMessage("no context");
        assertThatIllegalStateException().isThrownBy(() -> client.deleteAll("c", List.of("d")));
        assertThat(received).isEmpty();
    }

    /** A key read from a file often ends with its line. */
    @Test
    void keysThatEndTheirLineAreRefusedUnseen() {
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> options().withApiKey("secret\n"))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("invalid_argument");
                    assertThat(refused.field()).hasValue("apiKey");
                    assertThat(refused.getMessage()).doesNotContain("secret").contains("U+000A at 6");
                });
    }

    private ThrowableAssertAlternative<VizslaClientException> refused(
            Map<String, String> headers, String field, String bound) {
        return refused(options(), headers, field, bound);
    }

    private ThrowableAssertAlternative<VizslaClientException> refused(
            ClientOptions options, Map<String, String> headers, String field, String bound) {
        VizslaClient client = new VizslaClient(options.withHeaders(() -> headers));
        return assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(client::collections)
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("invalid_argument");
                    assertThat(refused.field()).hasValue(field);
                    assertThat(refused.bound().orElseThrow()).contains(bound);
                    assertThat(received).isEmpty();
                });
    }

    private ClientOptions options() {
        return ClientOptions.of("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = "{\"collections\":[]}".getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            received.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
