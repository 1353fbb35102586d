package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** A chat model behind an address that speaks as OpenAI's does. Without an address there is none. */
@ConfigMapping(prefix = "vizsla.chat")
public interface ChatConfig {

    /** Where it is reached, such as {@code http://localhost:11434/v1}. */
    Optional<String> url();

    /** Its name there. */
    @WithDefault("default")
    String model();

    /** What opens it, if it is closed. */
    Optional<String> key();

    /** The longest that one answer may take. */
    @WithDefault("30s")
    Duration timeout();
}
