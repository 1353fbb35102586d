package io.vizsla.standalone.telemetry;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.vizsla.standalone.config.TelemetryConfig;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes one setting of all that Quarkus wants to know before it traces: where {@code vizsla.telemetry.otlp} names a
 * collector, the exporter is on and log lines tell the trace they belong to. An address that is none turns nothing on: the
 * start ends over it where settings are checked.
 */
public final class TelemetrySource implements ConfigSourceFactory {

    /** Wins over what the program brings, and loses against every place where its user writes settings. */
    private static final int ORDINAL = 255;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue given = context.getValue(TelemetryConfig.SETTING);
        return given == null || !TelemetryConfig.isAddress(given.getValue())
                ? List.of()
                : List.of(new PropertiesConfigSource(settings(given.getValue()), "vizsla-telemetry", ORDINAL));
    }

    private static Map<String, String> settings(String collector) {
        return Map.of(
                "quarkus.otel.sdk.disabled",
                "false",
                "quarkus.otel.exporter.otlp.endpoint",
                collector,
                "quarkus.log.console.format",
                "%d{HH:mm:ss} %-5p %s %X{requestId} %X{traceId} %X{spanId}%e%n");
    }
}
