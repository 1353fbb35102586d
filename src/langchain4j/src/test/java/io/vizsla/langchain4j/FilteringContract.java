package io.vizsla.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import java.util.Map;

/** LangChain4j's contract of stores, on an index without a single declared field: every filter looks at every row. */
abstract class FilteringContract extends EmbeddingStoreWithFilteringIT {

    private final EmbeddingModel model = new FakeEmbeddingModel();
    private IndexEmbeddingStore store;

    /** Returns where indexes come from, for all tests of the class. */
    abstract TestIndexes indexes();

    /** Comes before anything looks at the store. */
    @Override
    protected void ensureStoreIsReady() {
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

    @Override
    protected boolean supportsContains() {
        return true;
    }
}
