package io.vizsla.standalone.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Reads config interfaces out of given properties and nothing else. */
public final class Configs {

    private Configs() {}

    /** Returns the defaults of a config. */
    public static <T> T defaults(Class<T> type) {
        return of(type, "", Map.of());
    }

    /** Returns a config with these settings under a prefix. */
    public static <T> T of(Class<T> type, String prefix, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put(prefix + "." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(type)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(type);
    }
}
