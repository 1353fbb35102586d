package io.vizsla.refresh.data;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passages with their vectors, and queries.
 *
 * @param vectors {@code float[passages][dimension]}, unit length, as the index holds them
 * @param documents the id of each passage's document
 * @param queries in the order of their ids
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and nobody compares them.
public record RefreshData(float[][] vectors, List<String> documents, List<RefreshQuery> queries) {

    public RefreshData {
        documents = List.copyOf(documents);
        queries = List.copyOf(queries);
        if (vectors.length != documents.size()) {
            throw VizslaException.invalid("documents", documents.size(), "as many as vectors, " + vectors.length);
        }
    }

    /** Returns the places of each document's passages. */
    public Map<String, List<Integer>> places() {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            places.computeIfAbsent(documents.get(i), any -> new ArrayList<>()).add(i);
        }
        return places;
    }
}
