package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp;
import java.util.List;
import java.util.Map;

/** Finds the chunks nearest to a vector by the server's graph (HNSW, Malkov and Yashunin, arXiv 1603.09320). */
final class DenseSearch {

    /** How many candidates of a walk Milvus allows. */
    private static final int LARGEST_WALK = 32_768;

    /** Candidates of a walk for each that is wanted. */
    private static final int OVERSAMPLING = 2;

    private final MilvusConnection connection;
    private final String collection;
    private final int minCandidates;

    DenseSearch(MilvusConnection connection, String collection, MilvusOptions options) {
        this.connection = connection;
        this.collection = collection;
        this.minCandidates = options.minCandidates();
    }

    /**
     * Returns the chunks of the highest cosines.
     *
     * @param vector unit length
     * @param exact walk as widely as Milvus allows: every vector of a segment of up to {@value #LARGEST_WALK}
     * @param columns of the rows that are wanted
     */
    List<Candidate> top(
            float[] vector, String filter, int limit, boolean exact, List<String> columns, ConsistencyLevel level) {
        int walk = exact ? LARGEST_WALK : Math.min(LARGEST_WALK, Math.max(minCandidates, OVERSAMPLING * limit));
        SearchReq search = SearchReq.builder()
                .collectionName(collection)
                .annsField(Columns.VECTOR)
                .data(List.of(new FloatVec(vector)))
                .filter(filter)
                .limit(limit)
                .outputFields(columns)
                .searchParams(Map.of("metric_type", "IP", "ef", walk))
                .consistencyLevel(level)
                .build();
        SearchResp answer = connection.call("search", collection, client -> client.search(search));
        return answer.getSearchResults().stream()
                .flatMap(List::stream)
                .map(found -> Candidate.of(
                        (String) found.getId(), found.getEntity(), Math.clamp((double) found.getScore(), -1.0, 1.0)))
                .toList();
    }
}
