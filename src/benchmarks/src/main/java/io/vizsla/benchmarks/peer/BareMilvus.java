package io.vizsla.benchmarks.peer;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp;
import java.util.List;
import java.util.Map;

/** One of our collections, searched by Milvus' own SDK and nothing else, with the settings that our index searches it with. */
public final class BareMilvus implements AutoCloseable {

    private static final int CANDIDATES = 150;

    private final MilvusClientV2 client;
    private final String collection;

    /**
     * Connects.
     *
     * @param index whose collection it is
     */
    public BareMilvus(String uri, String index) {
        client = new MilvusClientV2(ConnectConfig.builder().uri(uri).build());
        collection = client.listCollections().getCollectionNames().stream()
                .filter(name -> name.endsWith(index))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the cosines of the nearest chunks, highest first.
     *
     * @param filter a Milvus expression, empty for none
     */
    public List<Float> search(float[] vector, int limit, String filter) {
        SearchResp answer = client.search(SearchReq.builder()
                .collectionName(collection)
                .annsField("vector")
                .data(List.of(new FloatVec(vector)))
                .filter(filter)
                .limit(limit)
                .outputFields(List.of())
                .searchParams(Map.of("metric_type", "IP", "ef", CANDIDATES))
                .consistencyLevel(ConsistencyLevel.BOUNDED)
                .build());
        return answer.getSearchResults().getFirst().stream()
                .map(hit -> Math.clamp(hit.getScore(), -1f, 1f))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
