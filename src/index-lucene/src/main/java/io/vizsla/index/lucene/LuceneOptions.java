package io.vizsla.index.lucene;

import io.vizsla.api.error.VizslaException;

/**
 * How indexes are built and searched.
 *
 * @param k1 BM25's term frequency saturation, 0 and up
 * @param b BM25's length normalization, 0 to 1
 * @param maxConnections neighbors of a node of the graph (M of Malkov and Yashunin, arXiv 1603.09320), 2 to 512
 * @param beamWidth candidates that are looked at when a node is added (efConstruction of the paper), 1 to 3,200
 * @param oversampling how many candidates the walk over quantized vectors brings for each that is wanted, before they are
 *     rescored on full vectors; 1 to 100
 * @param minCandidates the least number of candidates of a walk, however few are wanted (ef of the paper), 1 to 10,000
 * @param graphFrom about how many chunks a segment must hold to get a graph; smaller ones are scanned, which costs less
 *     than the graph to build and is as fast to search
 * @param ramBufferMegabytes memory for writes until they become a segment, 1 to 2,000
 * @param mergeThreads threads that merge segments, 1 to 64
 * @param maxPendingVersions how many versions of unseen writes are remembered before they are made visible, 1 and up
 */
public record LuceneOptions(
        float k1,
        float b,
        int maxConnections,
        int beamWidth,
        double oversampling,
        int minCandidates,
        int graphFrom,
        int ramBufferMegabytes,
        int mergeThreads,
        int maxPendingVersions) {

    /** What holds the recall that the documentation promises. */
    public static final LuceneOptions DEFAULTS = new LuceneOptions(0.9f, 0.4f, 16, 128, 2, 150, 10_000, 64, 1, 50_000);

    public LuceneOptions {
        check(k1 >= 0 && Float.isFinite(k1), "k1", k1, "0 and up");
        check(b >= 0 && b <= 1, "b", b, "between 0 and 1");
        check(maxConnections >= 2 && maxConnections <= 512, "maxConnections", maxConnections, "between 2 and 512");
        check(beamWidth >= 1 && beamWidth <= 3200, "beamWidth", beamWidth, "between 1 and 3200");
        check(oversampling >= 1 && oversampling <= 100, "oversampling", oversampling, "between 1 and 100");
        check(minCandidates >= 1 && minCandidates <= 10_000, "minCandidates", minCandidates, "between 1 and 10000");
        check(graphFrom >= 0, "graphFrom", graphFrom, "at least 0");
        check(
                ramBufferMegabytes >= 1 && ramBufferMegabytes <= 2000,
                "ramBufferMegabytes",
                ramBufferMegabytes,
                "between 1 and 2000");
        check(mergeThreads >= 1 && mergeThreads <= 64, "mergeThreads", mergeThreads, "between 1 and 64");
        check(maxPendingVersions >= 1, "maxPendingVersions", maxPendingVersions, "at least 1");
    }

    /** Returns a copy with other parameters of BM25. */
    public LuceneOptions withBm25(float newK1, float newB) {
        return new LuceneOptions(
                newK1,
                newB,
                maxConnections,
                beamWidth,
                oversampling,
                minCandidates,
                graphFrom,
                ramBufferMegabytes,
                mergeThreads,
                maxPendingVersions);
    }

    /** Returns a copy that builds graphs of another shape. */
    public LuceneOptions withGraph(int newMaxConnections, int newBeamWidth, int newGraphFrom) {
        return new LuceneOptions(
                k1,
                b,
                newMaxConnections,
                newBeamWidth,
                oversampling,
                minCandidates,
                newGraphFrom,
                ramBufferMegabytes,
                mergeThreads,
                maxPendingVersions);
    }

    /** Returns a copy that looks at another number of candidates. */
    public LuceneOptions withCandidates(double newOversampling, int newMinCandidates) {
        return new LuceneOptions(
                k1,
                b,
                maxConnections,
                beamWidth,
                newOversampling,
                newMinCandidates,
                graphFrom,
                ramBufferMegabytes,
                mergeThreads,
                maxPendingVersions);
    }

    /** Returns a copy that remembers another number of unseen versions. */
    public LuceneOptions withMaxPendingVersions(int newMaxPendingVersions) {
        return new LuceneOptions(
                k1,
                b,
                maxConnections,
                beamWidth,
                oversampling,
                minCandidates,
                graphFrom,
                ramBufferMegabytes,
                mergeThreads,
                newMaxPendingVersions);
    }

    /** Returns how many candidates the walk must bring for this many wanted ones. */
    int candidates(int wanted) {
        return (int) Math.max(minCandidates, Math.ceil(wanted * oversampling));
    }

    private static void check(boolean holds, String field, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(field, value, bound);
        }
    }
}
