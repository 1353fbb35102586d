package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a new collection is made of where its creator does not say, and how collections are dropped. */
@ConfigMapping(prefix = "vizsla.collections")
public interface CollectionsConfig {

    /** The embedding model. */
    @WithDefault("bge-small-en-v1.5")
    String model();

    /** The language of the documents, BCP 47. */
    @WithDefault("en")
    String language();

    /** The most tokens of a chunk; never more than the model reads. */
    @WithDefault("512")
    int maxTokens();

    /** Tokens that a chunk repeats of the one before it. */
    @WithDefault("64")
    int overlap();

    /** How long a deletion waits for the documents to be deleted. */
    @WithDefault("5m")
    Duration deleteTimeout();
}
