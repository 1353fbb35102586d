package io.vizsla.standalone.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The place of this process among others. */
@ConfigMapping(prefix = "vizsla.cluster")
public interface ClusterConfig {

    /** What this process does: all, indexer or query. */
    @WithDefault("all")
    Role role();

    /** Tells this process from others of its role; a restart must keep it. If it is not given, the host's name. */
    Optional<String> instance();

    /** How long a start waits for Kafka and Milvus before it fails. */
    @WithDefault("2m")
    Duration startWait();

    /** The folder of documents too large for the log, which all processes share; if it is not given, one of this process. */
    Optional<Path> artefactsDir();
}
