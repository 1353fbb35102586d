package io.vizsla.standalone.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The process that trains. */
@ConfigMapping(prefix = "vizsla.trainer")
public interface TrainerConfig {

    /** Its class path, of absolute paths; if it is not given, the trainer that was built below the root. */
    Optional<String> classPath();

    /** Its Java heap: passages, labels, the model that serves. */
    @WithDefault("2G")
    MemorySize heap();

    /** The most memory of the whole process; beyond it the job fails and nothing else does. */
    @WithDefault("8G")
    MemorySize memory();

    /** What computes: {@code auto}, {@code cpu} or {@code cuda}. */
    @WithDefault("auto")
    String device();

    /** How far it stands back behind searches, 0 to 19, where the system knows that. */
    @WithDefault("10")
    int nice();
}
