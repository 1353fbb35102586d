package io.vizsla.index.milvus;

import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.EmbeddedText;
import io.milvus.v2.service.vector.response.SearchResp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Words by the server's BM25 function: Milvus 2.5 and later, Milvus Lite 3. */
final class ServerWordSearch implements WordSearch {

    private final MilvusConnection connection;
    private final String collection;

    ServerWordSearch(MilvusConnection connection, String collection) {
        this.connection = connection;
        this.collection = collection;
    }

    @Override
    public List<Candidate> top(Request request) {
        List<String> columns = new ArrayList<>(Candidate.WORD_COLUMNS);
        float[] vector = request.vector();
        if (vector != null) {
            columns.add(Columns.VECTOR);
        }
        SearchReq search = SearchReq.builder()
                .collectionName(collection)
                .annsField(Columns.SPARSE)
                .data(List.of(new EmbeddedText(text(request.terms()))))
                .filter(request.filter())
                .limit(request.limit())
                .outputFields(columns)
                .searchParams(Map.of("metric_type", "BM25"))
                .consistencyLevel(request.level())
                .build();
        SearchResp answer = connection.call("search words in", collection, client -> client.search(search));
        return answer.getSearchResults().stream()
                .flatMap(List::stream)
                .map(found -> Candidate.of(
                        (String) found.getId(),
                        found.getEntity(),
                        vector == null ? null : Candidate.cosine(vector, ChunkRows.vector(found.getEntity()))))
                .toList();
    }

    private static String text(Map<String, Integer> terms) {
        StringBuilder text = new StringBuilder();
        terms.forEach((term, times) -> text.repeat(term + " ", times));
        return text.toString();
    }
}
