package io.vizsla.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is reached.
 *
 * @param url such as {@code http://localhost:8080}, without a path of its own calls
 * @param apiKey sent as a bearer token; null for none
 * @param timeout the longest that a call may take, its whole answer included
 * @param headers gives what else a call sends, see {@link #withHeaders}
 */
public record ClientOptions(
        String url, @Nullable String apiKey, Duration timeout, Supplier<Map<String, String>> headers) {

    /** The usual time. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final Supplier<Map<String, String>> NO_HEADERS = Map::of;
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Checks the parts.
     *
     * @throws VizslaClientException with the code {@code invalid_argument}
     */
    public ClientOptions {
        url = url.replaceAll("/+$", "");
        if (!usable(url)) {
            throw VizslaClientException.invalid("url", url, "such as http://localhost:8080");
        }
        if (apiKey != null) {
            ExtraHeaders.checkValue("apiKey", apiKey);
        }
        if (missing(headers)) {
            throw VizslaClientException.invalid("headers", null, "what gives a map, empty for none");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw VizslaClientException.invalid("timeout", timeout, "more than nothing");
        }
    }

    /** Makes options that send no headers but the client's own. */
    public ClientOptions(String url, @Nullable String apiKey, Duration timeout) {
        this(url, apiKey, timeout, NO_HEADERS);
    }

    /** Returns the usual options for an address. */
    public static ClientOptions of(String url) {
        return new ClientOptions(url, null, DEFAULT_TIMEOUT);
    }

    /** Returns a copy that says this key. */
    public ClientOptions withApiKey(String key) {
        return new ClientOptions(url, key, timeout, headers);
    }

    /** Returns a copy with another longest time. */
    public ClientOptions withTimeout(Duration most) {
        return new ClientOptions(url, apiKey, most, headers);
    }

    /**
     * Returns a copy whose calls send these headers too: the context of a trace, most of all. The client itself knows no
     * OpenTelemetry; a caller who has it lets the instance go on with its trace by
     *
     * <pre>{@code
     * Map<String, String> headers = new HashMap<>();
     * W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, Map::put);
     * return headers;
     * }</pre>
     *
     * @param each is asked once for every call of the client, by the thread that calls and before anything is sent; what it
     *     throws, the call throws. Any number of threads ask at once. Names are tokens of RFC 9110, values visible ASCII with
     *     spaces and tabs: any other, a header that the client writes itself ({@code Content-Type}, {@code Accept}, the key's
     *     {@code Authorization}), or one that tells where a request ends is refused by the call, with the code
     *     {@code invalid_argument}. An empty map is none
     */
    public ClientOptions withHeaders(Supplier<Map<String, String>> each) {
        return new ClientOptions(url, apiKey, timeout, each);
    }

    /** Neither a key nor headers must get into a log by way of the options. */
    @Override
    public String toString() {
        return "ClientOptions[url=" + url + ", timeout=" + timeout + "]";
    }

    /** The type says that there is one; callers without such a check may bring none all the same. */
    private static boolean missing(@Nullable Object given) {
        return given == null;
    }

    private static boolean usable(String url) {
        try {
            URI parsed = new URI(url);
            boolean web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            boolean port = parsed.getPort() == -1 || parsed.getPort() >= 1 && parsed.getPort() <= HIGHEST_PORT;
            boolean plain = parsed.getUserInfo() == null && parsed.getQuery() == null && parsed.getFragment() == null;
            return web && parsed.getHost() != null && port && plain;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
