package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who may call this instance. */
@ConfigMapping(prefix = "vizsla.security")
public interface SecurityConfig {

    /** Whether calls need a key. */
    @WithDefault("false")
    boolean keys();

    /** A key that may do everything and is not kept anywhere, to make others with; at least 32 characters. */
    Optional<String> adminKey();
}
