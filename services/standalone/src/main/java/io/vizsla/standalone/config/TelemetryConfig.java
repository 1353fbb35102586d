package io.vizsla.standalone.config;

import io.smallrye.config.ConfigMapping;
import io.vizsla.api.error.VizslaException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where traces go. */
@ConfigMapping(prefix = "vizsla.telemetry")
public interface TelemetryConfig {

    /** The name of the one setting that turns traces on. */
    String SETTING = "vizsla.telemetry.otlp";

    /** The collector that traces are sent to by OTLP over HTTP, such as {@code http://localhost:4318}; none if absent. */
    Optional<String> otlp();

    /**
     * Returns whether traces are on.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the setting is no address
     */
    default boolean on() {
        String given = otlp().orElse("");
        if (!given.isBlank() && !isAddress(given)) {
            throw VizslaException.invalid(SETTING, given, "an address such as http://localhost:4318");
        }
        return !given.isBlank();
    }

    /** Returns whether this is what the setting may be; null and blanks are not. */
    static boolean isAddress(@Nullable String given) {
        try {
            URI address = given == null ? null : new URI(given);
            return address != null
                    && ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
                    && address.getHost() != null
                    && address.getPort() <= 65_535;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
