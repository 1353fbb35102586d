package io.vizsla.standalone.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vizsla.index.lucene.LuceneOptions;

/** How indexes are built and searched. */
@ConfigMapping(prefix = "vizsla.index")
public interface IndexConfig {

    /** Where indexes are kept: lucene or milvus. */
    @WithDefault("lucene")
    Store store();

    /** BM25's term frequency saturation. */
    @WithDefault("0.9")
    float k1();

    /** BM25's length normalization. */
    @WithDefault("0.4")
    float b();

    /** Neighbors of a node of the vector graph. */
    @WithDefault("16")
    int maxConnections();

    /** Candidates that are looked at when a node is added to the graph. */
    @WithDefault("128")
    int beamWidth();

    /** How many quantized candidates are rescored on full vectors for each that is wanted. */
    @WithDefault("2")
    double oversampling();

    /** The least number of candidates of a walk. */
    @WithDefault("150")
    int minCandidates();

    /** How many chunks a segment must hold to get a graph. */
    @WithDefault("10000")
    int graphFrom();

    /** Memory for writes until they become a segment. */
    @WithDefault("64M")
    MemorySize ramBuffer();

    /** Threads that merge segments. */
    @WithDefault("1")
    int mergeThreads();

    /** How many versions of unseen writes are remembered before they are made visible. */
    @WithDefault("50000")
    int maxPendingVersions();

    /** Returns the index's settings. */
    default LuceneOptions options() {
        return new LuceneOptions(
                k1(),
                b(),
                maxConnections(),
                beamWidth(),
                oversampling(),
                minCandidates(),
                graphFrom(),
                Sizes.megabytes(ramBuffer()),
                mergeThreads(),
                maxPendingVersions());
    }
}
