package io.vizsla.query.mcp;

import io.vizsla.api.error.VizslaException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Origins of web pages: those of this computer, and some more. */
final class AllowedOrigins {

    private static final String BOUND =
            "http or https with a host and perhaps a port, such as https://chat.example.com";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final Set<Origin> more = new HashSet<>();

    /** What tells one from another. */
    private record Origin(String scheme, String host, int port) {

        static Optional<Origin> of(String text) {
            try {
                URI uri = new URI(text.toLowerCase(Locale.ROOT));
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (!web || uri.getHost() == null || !isBare(uri)) {
                    return Optional.empty();
                }
                int usual = uri.getScheme().equals("http") ? 80 : 443;
                return Optional.of(
                        new Origin(uri.getScheme(), uri.getHost(), uri.getPort() == -1 ? usual : uri.getPort()));
            } catch (URISyntaxException none) {
                return Optional.empty();
            }
        }

        private static boolean isBare(URI uri) {
            return uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        }
    }

    /**
     * Allows these too.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the one that is none
     */
    AllowedOrigins(List<String> origins) {
        for (String origin : origins) {
            more.add(Origin.of(origin.strip())
                    .orElseThrow(() -> VizslaException.invalid("vizsla.mcp.origins", origin, BOUND)));
        }
    }

    /** Returns whether a page of this origin, as a browser names it, may call. */
    boolean contains(String named) {
        return Origin.of(named)
                .filter(origin -> LOOPBACK.matcher(origin.host()).matches() || more.contains(origin))
                .isPresent();
    }
}
