package io.vizsla.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of what is added to a store; what of it may be missing is for the store to say. */
record Added(
        String id, @Nullable Embedding embedding, @Nullable TextSegment segment) {

    /**
     * Returns the rows of three lists; of an id that stands twice the last one. Lists that are null are empty ones, and no
     * segments mean embeddings without text.
     *
     * @throws IllegalArgumentException if the lists differ in length, or an id is blank
     */
    static Collection<Added> rows(
            @Nullable List<String> ids,
            @Nullable List<Embedding> embeddings,
            @Nullable List<? extends @Nullable TextSegment> segments) {
        List<String> names = ids == null ? List.of() : ids;
        List<Embedding> vectors = embeddings == null ? List.of() : embeddings;
        List<@Nullable TextSegment> texts = segments == null ? new ArrayList<>() : new ArrayList<>(segments);
        if (names.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "ids size (" + names.size() + ") is not equal to embeddings size (" + vectors.size() + ")");
        }
        if (segments != null && texts.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "embeddings size (" + vectors.size() + ") is not equal to embedded size (" + texts.size() + ")");
        }
        LinkedHashMap<String, Added> rows = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String id = id(names.get(i));
            rows.put(id, new Added(id, vectors.get(i), segments == null ? null : texts.get(i)));
        }
        return rows.values();
    }

    /** Returns an id that is one. */
    static String id(@Nullable String id) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("id cannot be null or blank");
        }
        return id;
    }
}
