package io.vizsla.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The many ways to add to a store, made one. */
abstract class WritableStore implements EmbeddingStore<TextSegment> {

    /** Writes rows, each in place of what has its id, and returns once they are found. Never called with none. */
    abstract void write(Collection<Added> rows);

    /** Removes what has one of these ids, at least one. */
    abstract void delete(Collection<String> ids);

    @Override
    public String add(Embedding embedding) {
        return addAll(Collections.singletonList(embedding)).get(0);
    }

    @Override
    public void add(String id, Embedding embedding) {
        addAll(Collections.singletonList(id), Collections.singletonList(embedding), null);
    }

    @Override
    public String add(Embedding embedding, TextSegment segment) {
        return addAll(Collections.singletonList(embedding), Collections.singletonList(segment))
                .get(0);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        List<String> ids = generateIds(embeddings.size());
        addAll(ids, embeddings, null);
        return ids;
    }

    @Override
    public List<String> generateIds(int count) {
        return Collections.nCopies(count, "").stream()
                .map(none -> UUID.randomUUID().toString())
                .toList();
    }

    @Override
    public void addAll(
            @Nullable List<String> ids, @Nullable List<Embedding> embeddings, @Nullable List<TextSegment> segments) {
        Collection<Added> rows = Added.rows(ids, embeddings, segments);
        if (!rows.isEmpty()) {
            write(rows);
        }
    }

    @Override
    public void remove(@Nullable String id) {
        delete(List.of(Added.id(id)));
    }

    @Override
    public void removeAll(@Nullable Collection<String> ids) {
        // As the contract of LangChain4j 1.19 has it.
        if (ids == null || ids.isEmpty()) {
            throw new IllegalArgumentException("ids cannot be null or empty");
        }
        ids.forEach(Added::id);
        delete(ids);
    }
}
