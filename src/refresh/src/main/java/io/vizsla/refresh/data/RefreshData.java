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
 * @param texts what a model reads of each passage; empty where no model is to read them
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and nobody compares them.
public record RefreshData(float[][] vectors, List<String> documents, List<RefreshQuery> queries, List<String> texts) {

    public RefreshData {
        documents = List.copyOf(documents);
        queries = List.copyOf(queries);
        texts = List.copyOf(texts);
        if (vectors.length != documents.size()) {
            throw VizslaException.invalid("documents", documents.size(), "as many as vectors, " + vectors.length);
        }
        if (!texts.isEmpty() && texts.size() != vectors.length) {
            throw VizslaException.invalid("texts", texts.size(), "none, or as many as vectors, " + vectors.length);
        }
    }

    /** Holds no texts of passages. */
    public RefreshData(float[][] vectors, List<String> documents, List<RefreshQuery> queries) {
        this(vectors, documents, queries, List.of());
    }

    /**
     * Returns the data of some passages alone; of queries, what they say of these.
     *
     * @param kept places of the passages, each once
     */
    public RefreshData part(List<Integer> kept) {
        Map<Integer, Integer> places = new HashMap<>();
        kept.forEach(place -> places.put(place, places.size()));
        return new RefreshData(
                kept.stream().map(place -> vectors[place]).toArray(float[][]::new),
                kept.stream().map(documents::get).toList(),
                queries.stream().map(query -> query.placed(places)).toList(),
                texts.isEmpty() ? texts : kept.stream().map(texts::get).toList());
    }

    /** Returns the same passages with other vectors, {@code float[passages][dimension]}. */
    public RefreshData withVectors(float[][] others) {
        return new RefreshData(others, documents, queries, texts);
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
