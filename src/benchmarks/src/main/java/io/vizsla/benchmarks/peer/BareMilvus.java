package io.vizsla.benchmarks.peer;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.QueryResp;
import io.milvus.v2.service.vector.response.SearchResp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of our collections, used by Milvus' own SDK and nothing else, with the settings that our index uses it with. */
public final class BareMilvus implements AutoCloseable {

    private static final int CANDIDATES = 150;
    private static final int BATCH = 256;
    private static final int PAGE = 1000;
    private static final String KEY = "id";

    private static final Gson GSON = new Gson();

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

    /** Returns every row with all its columns, as an upsert takes it. */
    public List<JsonObject> rows() {
        List<JsonObject> rows = new ArrayList<>();
        String after = "";
        int found;
        do {
            List<QueryResp.QueryResult> page = client.query(QueryReq.builder()
                            .collectionName(collection)
                            .filter(KEY + " > \"" + after + "\"")
                            .outputFields(List.of("*"))
                            .limit(PAGE)
                            .queryParams(Map.of("iterator", "True", "reduce_stop_for_best", "True"))
                            .consistencyLevel(ConsistencyLevel.STRONG)
                            .build())
                    .getQueryResults();
            found = page.size();
            for (QueryResp.QueryResult row : page) {
                rows.add(GSON.toJsonTree(row.getEntity()).getAsJsonObject());
                after = String.valueOf(row.getEntity().get(KEY));
            }
        } while (found > 0);
        return rows;
    }

    /** Upserts rows one request after another, and returns how many seconds it took until the collection counts them all. */
    public double upsert(List<JsonObject> rows) throws InterruptedException {
        long start = System.nanoTime();
        for (int from = 0; from < rows.size(); from += BATCH) {
            client.upsert(UpsertReq.builder()
                    .collectionName(collection)
                    .data(rows.subList(from, Math.min(rows.size(), from + BATCH)))
                    .build());
        }
        while (count() < rows.size()) {
            Thread.sleep(20);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private long count() {
        Object count = client.query(QueryReq.builder()
                        .collectionName(collection)
                        .filter("")
                        .outputFields(List.of("count(*)"))
                        .consistencyLevel(ConsistencyLevel.STRONG)
                        .build())
                .getQueryResults()
                .getFirst()
                .getEntity()
                .get("count(*)");
        return count instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public void close() {
        client.close();
    }
}
