package io.vizsla.query.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What requests may ask for at most. */
@ConfigMapping(prefix = "vizsla.limits")
public interface LimitsConfig {

    /** The largest JSON body, a document's included. */
    @WithDefault("16M")
    MemorySize jsonBody();

    /** How much of all large bodies together, lines and files included, may be in memory at a time; others wait. */
    @WithDefault("64M")
    MemorySize bodyMemory();

    /** The largest file of an upload. */
    @WithDefault("32M")
    MemorySize file();

    /** The largest upload, all its files together. */
    @WithDefault("1G")
    MemorySize upload();

    /** The most files of one upload. */
    @WithDefault("1000")
    int filesPerUpload();

    /** The longest line of a bulk request. */
    @WithDefault("16M")
    MemorySize bulkLine();

    /** How much of one bulk request may be on its way to the log at a time. */
    @WithDefault("64M")
    MemorySize bulkInFlight();

    /** How many documents of one bulk request that waits may be on the log and not yet searchable at a time. */
    @WithDefault("10000")
    int bulkWaiting();

    /** How many refused lines or failed documents an answer lists; the rest is only counted. */
    @WithDefault("1000")
    int listedErrors();

    /** The longest query, in UTF-16 units. */
    @WithDefault("8192")
    int queryCharacters();

    /** The largest topK. */
    @WithDefault("1000")
    int topK();

    /** The most demonstrations of one query. */
    @WithDefault("16")
    int demonstrations();

    /** The most documents that one page lists. */
    @WithDefault("1000")
    int pageSize();

    /** The most texts of one embedding request. */
    @WithDefault("2048")
    int embeddingInputs();

    /** The most passages of one rerank request. */
    @WithDefault("1000")
    int rerankDocuments();

    /** How long a request waits for its document to be searchable when it does not say. */
    @WithDefault("30s")
    Duration defaultWait();

    /** The longest that a request may ask to wait. */
    @WithDefault("1h")
    Duration longestWait();
}
