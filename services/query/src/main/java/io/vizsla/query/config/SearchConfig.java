package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How searches, embeddings and rerankings are run. */
@ConfigMapping(prefix = "vizsla.search")
public interface SearchConfig {

    /** How long a search, an embedding or a reranking may take before the request is answered with a timeout. */
    @WithDefault("30s")
    Duration timeout();

    /** How many of them may run at a time; more are refused as overloaded. */
    @WithDefault("64")
    int concurrent();
}
