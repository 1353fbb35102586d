package io.vizsla.embedded;

import io.vizsla.api.encoding.CrossEncoder;
import java.util.List;
import java.util.Set;

/** Scores a passage by how many of the query's words it has, less one. */
final class WordCounter implements CrossEncoder {

    @Override
    public double[] score(String query, List<String> passages) {
        Set<String> words = Set.of(query.split(" "));
        return passages.stream()
                .mapToDouble(passage -> words.stream().filter(passage::contains).count() - 1.0)
                .toArray();
    }

    @Override
    public String name() {
        return "word-counter";
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
