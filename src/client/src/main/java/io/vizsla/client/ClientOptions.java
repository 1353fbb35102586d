package io.vizsla.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is reached.
 *
 * @param url such as {@code http://localhost:8080}, without a path of its own calls
 * @param apiKey sent as a bearer token; null for none
 * @param timeout the longest that a call may take, its whole answer included
 */
public record ClientOptions(String url, @Nullable String apiKey, Duration timeout) {

    /** The usual time. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

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
        if (timeout.isNegative() || timeout.isZero()) {
            throw VizslaClientException.invalid("timeout", timeout, "more than nothing");
        }
    }

    /** Returns the usual options for an address. */
    public static ClientOptions of(String url) {
        return new ClientOptions(url, null, DEFAULT_TIMEOUT);
    }

    /** Returns a copy that says this key. */
    public ClientOptions withApiKey(String key) {
        return new ClientOptions(url, key, timeout);
    }

    /** Returns a copy with another longest time. */
    public ClientOptions withTimeout(Duration most) {
        return new ClientOptions(url, apiKey, most);
    }

    /** A key must not get into a log by way of its options. */
    @Override
    public String toString() {
        return "ClientOptions[url=" + url + ", timeout=" + timeout + "]";
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
