package io.vizsla.standalone.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the instance keeps its data and finds its handbook. */
@ConfigMapping(prefix = "vizsla")
public interface InstanceConfig {

    /** Everything that the instance keeps lies below. */
    @WithDefault("data")
    Path dataDir();

    /** The folder that is indexed as collection {@code handbook}; if it is not given, {@code docs} below the root. */
    Optional<Path> handbookDir();

    /** The folder that the program was started from. */
    Optional<Path> root();
}
