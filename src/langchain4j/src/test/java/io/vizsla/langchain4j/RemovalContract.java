package io.vizsla.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import io.vizsla.api.document.FieldType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** LangChain4j's contract of removals, on an index without a declared field unless {@link #fields} says otherwise. */
abstract class RemovalContract extends EmbeddingStoreWithRemovalIT {

    private final EmbeddingModel model = new FakeEmbeddingModel();
    private IndexEmbeddingStore store;

    /** Returns where indexes come from, for all tests of the class. */
    abstract TestIndexes indexes();

    /** Returns the fields that the index declares. */
    Map<String, FieldType> fields() {
        return Map.of();
    }

    @BeforeEach
    void open() {
        store = new IndexEmbeddingStore(indexes().empty(fields()));
    }

    @Override
    protected EmbeddingStore<TextSegment> embeddingStore() {
        return store;
    }

    @Override
    protected EmbeddingModel embeddingModel() {
        return model;
    }
}
