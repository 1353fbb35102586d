package io.vizsla.query.testing;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Reads config interfaces out of given properties and nothing else. */
public final class Configs {

    private Configs() {}

    public static <T> T defaults(Class<T> type) {
        return of(type, Map.of());
    }

    public static <T> T of(Class<T> type, Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(type)
                .withDefaultValues(properties)
                .build();
        return config.getConfigMapping(type);
    }
}
