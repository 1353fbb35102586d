package io.vizsla.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** LangChain4j's contract of removals. */
abstract class RemovalContract extends EmbeddingStoreWithRemovalIT {

    private final EmbeddingModel model = new FakeEmbeddingModel();
    private IndexEmbeddingStore store;

    /** Returns where indexes come from, for all tests of the class. */
    abstract TestIndexes indexes();

    @BeforeEach
    void open() {
        store = new IndexEmbeddingStore(indexes().empty(Map.of()));
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
